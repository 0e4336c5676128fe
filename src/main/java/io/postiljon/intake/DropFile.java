package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreement;
import java.time.Instant;

/**
 * A zip as it lies in {@code in/} of an agency, with its marker.
 *
 * @param base       file name without {@code .zip}; plain, but not judged
 * @param sizeBytes  as the server lists it
 * @param modifiedAt as the server lists it
 * @param seenAt     when we came to collect it, or looked for its marker: what was deleted since is this file
 * @param collectedAt the same moment by the clock on the wall, for what the agency wrote down by its own: day and signature
 */
record DropFile(Agreement agreement, String base, long sizeBytes, Instant modifiedAt, TraceId traceId, Instant seenAt, Instant collectedAt) {
    static final String ENDING = ".zip";

    Actor actor() {
        return actorOf(agreement);
    }

    static Actor actorOf(Agreement agreement) {
        return Actor.agency("sftp:" + agreement.sftp().map(Agreement.SftpAccount::user).orElse("none"));
    }

    @Override public String toString() {
        return "DropFile[" + agreement.code() + ", " + sizeBytes + " bytes, trace " + traceId + "]";
    }
}
