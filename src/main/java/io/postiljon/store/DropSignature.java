package io.postiljon.store;

import java.time.Instant;

/** The agency's signature over all entries of a drop, verified. */
public record DropSignature(String jws, String thumbprint, Instant signedAt) {
    @Override public String toString() {
        return "DropSignature[" + thumbprint + ", " + signedAt + "]";
    }
}
