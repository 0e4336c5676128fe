package io.postiljon.keys;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.KeyUnavailable;
import io.postiljon.crypto.RegisteredKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every key and certificate that this node uses, as found at the last look, and how many of them near their end. */
public class KeyRegister implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRegister.class);

    private final List<KeySource> sources;
    private final KeyChanges changes;
    private final Clock wallClock;
    private final Set<String> told = new HashSet<>();           // guarded by this
    private volatile List<RegisteredKey> keys = List.of();
    private volatile int unreadable;

    KeyRegister(List<KeySource> sources, KeyChanges changes, Clock wallClock) {
        this.sources = List.copyOf(sources);
        this.changes = changes;
        this.wallClock = wallClock;
    }

    /** Looks at all of them, and puts on record what changed. What cannot be read is told once. */
    public synchronized void look() {
        List<RegisteredKey> found = new ArrayList<>();
        Set<String> faults = new HashSet<>();
        for (KeySource source : sources.stream().flatMap(KeySource::parts).toList()) {
            try {
                found.addAll(source.keys());
            } catch (KeyUnavailable broken) {
                faults.add(String.valueOf(broken.getMessage()));
            }
        }
        faults.stream().filter(fault -> !told.contains(fault)).forEach(fault -> LOG.warn("register of keys: {}", fault));
        told.clear();
        told.addAll(faults);
        unreadable = faults.size();
        keys = found.stream().distinct().sorted(Comparator.comparing(RegisteredKey::purpose).thenComparing(RegisteredKey::owner)
                .thenComparing(RegisteredKey::place).thenComparing(key -> key.facts().fingerprint())).toList();
        changes.note(keys);
    }

    public List<RegisteredKey> keys() {
        return keys;
    }

    @Override public void bindTo(MeterRegistry meters) {
        for (int days : KeyChanges.WARNINGS) {
            Gauge.builder("postiljon.keys.expiring", this, register -> register.count(days)).tag("within", days == 0 ? "expired" : Integer.toString(days))
                    .description("keys and certificates in use that end within so many days").register(meters);
        }
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (purpose.matters()) {
                Gauge.builder("postiljon.keys.days.left", this, register -> register.daysLeft(purpose)).tag("purpose", purpose.name())
                        .description("days until the first of these ends; NaN when none has an end").register(meters);
            }
        }
        Gauge.builder("postiljon.keys.unreadable", this, register -> register.unreadable)
                .description("places of keys that could not be read at the last look").register(meters);
    }

    private long count(int days) {
        return keys.stream().filter(key -> key.purpose().matters() && key.daysLeft(wallClock.instant()) < days).count();
    }

    private double daysLeft(KeyPurpose purpose) {
        return keys.stream().filter(key -> key.purpose() == purpose && key.facts().until().isPresent())
                .mapToDouble(key -> key.daysLeft(wallClock.instant())).min().orElse(Double.NaN);
    }
}
