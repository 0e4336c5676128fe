package io.postiljon.keys;

import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.FollowedKeyStore.Refusal;
import io.postiljon.crypto.KeyPurpose;
import java.util.Optional;

/**
 * Puts on record each version of the key store's file that is not taken. Not the key store itself does: it comes upon a new file in the
 * middle of somebody's work, whose transaction may be rolled back. Two looks have to find the same, as file and password are not replaced
 * at one moment.
 */
public class KeyStoreRefusals {
    private static final String PLACE = "keys.file";

    private final FollowedKeyStore keys;
    private final KeyChanges changes;
    private Optional<Refusal> seen = Optional.empty();          // guarded by this
    private Optional<Refusal> recorded = Optional.empty();      // guarded by this

    KeyStoreRefusals(FollowedKeyStore keys, KeyChanges changes) {
        this.keys = keys;
        this.changes = changes;
    }

    /** Without a database it fails, and the next look records. */
    public synchronized void look() {
        Optional<Refusal> found = keys.refusal();
        if (found.isEmpty()) {
            recorded = found;
        } else if (found.equals(seen) && !found.equals(recorded)) {
            changes.refused(KeyPurpose.ROOT, PLACE, found.get());
            recorded = found;
        }
        seen = found;
    }
}
