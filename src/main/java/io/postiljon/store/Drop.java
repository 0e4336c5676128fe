package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * One zip that an agency laid down.
 *
 * @param name         its file name without {@code .zip}; never for a log, as an agency may write anything
 * @param modifiedAt   as the SFTP server says; with name and size it tells the same file again from another one of that name
 * @param digest       empty when it was rejected unread
 * @param messageCount messages in it; each becomes one item of the result
 */
public record Drop(DropId id, AgencyCode agency, Mode mode, String name, DropState state, long sizeBytes, Instant modifiedAt,
        Optional<Sha256> digest, int messageCount, Optional<DropSignature> signature, Instant receivedAt, Optional<Instant> finishedAt,
        String traceId) {
    @Override public String toString() {
        return "Drop[" + id + ", " + agency + ", " + state + "]";
    }
}
