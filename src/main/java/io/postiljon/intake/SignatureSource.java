package io.postiljon.intake;

import io.postiljon.store.DropId;
import java.time.Instant;
import java.util.Optional;

/** Where the agency's signature over a sending comes from. */
public sealed interface SignatureSource {
    /** The header of a request: to be verified over its parts. */
    record OverParts(Optional<String> jws) implements SignatureSource {}

    /**
     * The signature of a whole drop, verified once over all its entries, which include the parts of this sending.
     *
     * @param drop whose record holds the signature: with a thousand sendings it may be a megabyte, and is kept once
     */
    record VerifiedByDrop(String jws, String thumbprint, Instant signedAt, DropId drop) implements SignatureSource {
        /** Names the drop in place of the signature. */
        String evidence() {
            return "drop:" + drop;
        }
    }
}
