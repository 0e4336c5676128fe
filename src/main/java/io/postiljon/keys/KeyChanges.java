package io.postiljon.keys;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.FollowedKeyStore.Refusal;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.RegisteredKey;
import io.postiljon.store.KnownKeys;
import io.postiljon.store.KnownKeys.Known;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is on record of keys and certificates: each that comes into use, that nears its end, and a new one that could not be used. Once
 * for all nodes and starts.
 */
public class KeyChanges {
    /** Days before the end; 0 is the end. */
    static final List<Integer> WARNINGS = List.of(90, 30, 7, 0);

    private static final Logger LOG = LoggerFactory.getLogger(KeyChanges.class);
    private static final Actor JOB = Actor.gateway("keys-watch-register");

    private final KnownKeys known;
    private final AuditLog audit;
    private final Clock clock;
    private final Clock wallClock;

    public KeyChanges(KnownKeys known, AuditLog audit, Clock clock, Clock wallClock) {
        this.known = known;
        this.audit = audit;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** Puts on record what is new or nearer to its end than at the last look. */
    @Transactional public void note(List<RegisteredKey> keys) {
        Instant now = wallClock.instant();
        Map<KnownKeys.Id, Known> before = new HashMap<>();
        known.all().forEach(one -> before.put(one.id(), one));
        for (RegisteredKey key : keys) {
            KnownKeys.Id id = KnownKeys.Id.of(key);
            if (known.seen(key, Optional.ofNullable(before.get(id)), now)) {
                append(AuditEvent.KEY_IN_USE, AuditOutcome.DONE, detail(key));
            }
            due(key, now).filter(days -> known.warn(id, Optional.ofNullable(before.get(id)), days)).ifPresent(days -> warn(key, days, now));
        }
    }

    /** The nearest of the warnings that is due. */
    static Optional<Integer> due(RegisteredKey key, Instant now) {
        return key.purpose().matters() ? WARNINGS.stream().filter(days -> key.daysLeft(now) < days).reduce((far, near) -> near) : Optional.empty();
    }

    private void warn(RegisteredKey key, int days, Instant now) {
        String end = key.facts().until().map(Instant::toString).orElse("");
        if (key.daysLeft(now) < 0) {
            LOG.error("expired: {} of {} ({}), {}; replace it now", key.purpose(), key.owner(), key.place(), end);
        } else {
            LOG.warn("expires in {} days: {} of {} ({}), {}", key.daysLeft(now), key.purpose(), key.owner(), key.place(), end);
        }
        Map<String, String> detail = new HashMap<>(detail(key));
        detail.put("until", end);
        detail.put("within", Integer.toString(days));
        append(AuditEvent.KEY_EXPIRING, AuditOutcome.DONE, detail);
    }

    /** A new key stands in its place and is not used. */
    @Transactional public void refused(KeyPurpose purpose, String place, String why) {
        append(AuditEvent.KEY_REFUSED, AuditOutcome.REFUSED, Map.of("purpose", purpose.name(), "place", place, "why", why));
    }

    /** A version of a key file lies in its place and is not taken. On several nodes within a day it leaves one record. */
    @Transactional public void refused(KeyPurpose purpose, String place, Refusal refusal) {
        if (known.refused(place, refusal.fingerprint(), refusal.why(), wallClock.instant())) {
            append(AuditEvent.KEY_REFUSED, AuditOutcome.REFUSED,
                    Map.of("purpose", purpose.name(), "place", place, "why", refusal.why(), "fingerprint", refusal.fingerprint()));
        }
    }

    private void append(AuditEvent event, AuditOutcome outcome, Map<String, String> detail) {
        audit.append(AuditRecord.of(event, outcome, JOB, clock.instant(), UUID.randomUUID().toString()).withDetail(detail));
    }

    private static Map<String, String> detail(RegisteredKey key) {
        return Map.of("purpose", key.purpose().name(), "owner", key.owner(), "place", key.place(), "kind", key.facts().kind(),
                "fingerprint", key.facts().fingerprint());
    }
}
