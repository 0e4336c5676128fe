package io.postiljon;

import io.postiljon.crypto.RegisteredKey;
import io.postiljon.keys.KeyRegister;
import io.postiljon.store.KnownKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The register of keys and certificates, to read. */
@ManagedResource(objectName = KeysConsole.NAME, description = "Every key and certificate in use, and those of before")
public class KeysConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=Keys";
    private static final int SOON_DAYS = 30;

    private final KeyRegister register;
    private final KnownKeys known;
    private final Clock wallClock;

    KeysConsole(KeyRegister register, KnownKeys known, Clock wallClock) {
        this.register = register;
        this.known = known;
        this.wallClock = wallClock;
    }

    @ManagedOperation(description = "What this node uses, by purpose and owner; no secret is in it")
    public List<Map<String, String>> list() {
        Map<KnownKeys.Id, KnownKeys.Known> recorded = new HashMap<>();
        known.all().forEach(one -> recorded.put(one.id(), one));
        List<Map<String, String>> lines = new ArrayList<>();
        for (RegisteredKey key : register.keys()) {
            Map<String, String> line = line(KnownKeys.Id.of(key), key.facts().kind());
            line.put("place", key.place());
            line.put("from", key.facts().from().map(Instant::toString).orElse(""));
            line.put("until", key.facts().until().map(Instant::toString).orElse(""));
            line.put("daysLeft", key.facts().until().map(end -> Long.toString(key.daysLeft(wallClock.instant()))).orElse(""));
            line.put("state", state(key));
            line.put("looked", key.loading().name());
            KnownKeys.Known since = recorded.get(KnownKeys.Id.of(key));
            line.put("firstSeen", since == null ? "" : since.firstSeenAt().toString());
            lines.add(line);
        }
        return lines;
    }

    @ManagedOperation(description = "What was in use on any node and is not on this one, the last seen first")
    public List<Map<String, String>> past() {
        Set<KnownKeys.Id> here = register.keys().stream().map(KnownKeys.Id::of).collect(Collectors.toSet());
        return known.all().stream().filter(one -> !here.contains(one.id())).sorted(Comparator.comparing(KnownKeys.Known::lastSeenAt).reversed())
                .map(one -> {
                    Map<String, String> line = line(one.id(), one.kind());
                    line.put("firstSeen", one.firstSeenAt().toString());
                    line.put("lastSeen", one.lastSeenAt().toString());
                    return line;
                }).toList();
    }

    private String state(RegisteredKey key) {
        Instant now = wallClock.instant();
        long left = key.daysLeft(now);
        if (key.loading() == RegisteredKey.Loading.AFTER_NEXT_START) {
            return "WAITS_FOR_START";
        }
        if (key.facts().from().filter(now::isBefore).isPresent()) {
            return "NOT_YET";
        }
        return left < 0 ? "EXPIRED" : left < SOON_DAYS ? "ENDS_SOON" : "IN_USE";
    }

    private static Map<String, String> line(KnownKeys.Id id, String kind) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("purpose", id.purpose());
        line.put("owner", id.owner());
        line.put("kind", kind);
        line.put("fingerprint", id.fingerprint());
        return line;
    }
}
