package io.postiljon.keys;

import io.postiljon.crypto.KeyFacts;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.KeySource;
import io.postiljon.crypto.KeyUnavailable;
import io.postiljon.crypto.RegisteredKey;
import io.postiljon.crypto.TlsPair;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own server certificates. A new pair of files is taken within seconds, for the handshakes from then on; connections that
 * are open go on. A pair that cannot be used is not taken: the one before stays. Two looks have to find the same wrong pair before
 * anybody is told, as two files are not replaced at one moment.
 */
public class ServerCertificates implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificates.class);

    private final Clock wallClock;
    private final KeyChanges changes;
    private final List<Place> places = new ArrayList<>();       // guarded by this

    ServerCertificates(Clock wallClock, KeyChanges changes) {
        this.wallClock = wallClock;
        this.changes = changes;
    }

    /**
     * A connector with its pair.
     *
     * @param setting such as {@code postiljon.api}
     * @param inUse   the pair that it started with
     * @param use     puts another pair in use
     */
    public synchronized void add(KeyPurpose purpose, String setting, Path certificate, Path key, TlsPair inUse, Consumer<TlsPair> use) {
        places.add(new Place(purpose, setting, certificate, key, inUse, use));
    }

    /** Takes what has changed. */
    public synchronized void reload() {
        places.forEach(this::reload);
    }

    private void reload(Place place) {
        try {
            TlsPair found = TlsPair.read(place.certificate, place.key);
            if (found.isSameAs(place.inUse)) {
                place.wrong = Optional.empty();
                place.told = false;
                return;
            }
            found.requireUsable(wallClock.instant());
            place.use.accept(found);
            place.inUse = found;
            place.wrong = Optional.empty();
            place.told = false;
            LOG.info("a new server certificate is in use: {}", place.setting);
        } catch (KeyUnavailable wrong) {
            refuse(place, wrong.getMessage());
        }
    }

    private void refuse(Place place, String why) {
        if (place.wrong.equals(Optional.of(why)) && !place.told) {
            LOG.error("{}.certificate and {}.key were replaced by a pair that is not used: {}; the one before stays in use. Put a certificate and its key there",
                    place.setting, place.setting, why);
            changes.refused(place.purpose, place.setting, why);
            place.told = true;
        }
        place.wrong = Optional.of(why);
    }

    /** How many pairs in their places are not used. */
    synchronized long refused() {
        return places.stream().filter(place -> place.told).count();
    }

    @Override public synchronized List<RegisteredKey> keys() {
        return places.stream().map(place -> new RegisteredKey(place.purpose, RegisteredKey.OURS, place.setting + ".certificate",
                KeyFacts.of(place.inUse.leaf()), RegisteredKey.Loading.ON_CHANGE)).toList();
    }

    private static final class Place {
        private final KeyPurpose purpose;
        private final String setting;
        private final Path certificate;
        private final Path key;
        private final Consumer<TlsPair> use;
        private TlsPair inUse;
        private Optional<String> wrong = Optional.empty();
        private boolean told;

        Place(KeyPurpose purpose, String setting, Path certificate, Path key, TlsPair inUse, Consumer<TlsPair> use) {
            this.purpose = purpose;
            this.setting = setting;
            this.certificate = certificate;
            this.key = key;
            this.inUse = inUse;
            this.use = use;
        }
    }
}
