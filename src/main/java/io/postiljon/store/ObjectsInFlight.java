package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that this node is writing, or has written and may still make exist: no noise, whatever their age. The vault's folder
 * belongs to one node, so what this node knows is all there is to know. Safe for many threads.
 *
 * <p>A written object that nobody ends (its worker failed on the way) lapses by itself, long after {@link Vault#sync} refuses it.
 */
final class ObjectsInFlight {
    private final Map<DocumentId, Instant> until = new ConcurrentHashMap<>();
    private final Duration afterWriting;
    private final Clock clock;

    /** @param afterWriting how long a written object waits for its row before it lapses */
    ObjectsInFlight(Duration afterWriting, Clock clock) {
        this.afterWriting = afterWriting;
        this.clock = clock;
    }

    void writing(DocumentId id) {
        until.put(id, Instant.MAX);
    }

    void written(DocumentId id) {
        until.put(id, clock.instant().plus(afterWriting));
    }

    /** Its row is committed, or it will have none. */
    void over(DocumentId id) {
        until.remove(id);
    }

    boolean holds(DocumentId id) {
        Instant end = until.get(id);
        if (end != null && end.isBefore(clock.instant())) {
            until.remove(id, end);
            return false;
        }
        return end != null;
    }
}
