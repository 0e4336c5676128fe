package io.postiljon.crypto;

import java.time.Clock;

/**
 * Signs receipts and other small statements of the platform: a compact JWS with its payload inside (RFC 7515), header {@code alg}
 * ES256, {@code x5t#S256} and {@code iat}. Whoever has our certificate can check it for ever. Safe for all threads.
 */
public final class ReceiptSigner {
    private final PlatformJws jws;

    public ReceiptSigner(KeyStorePort keys, Clock clock) {
        jws = new PlatformJws(keys, clock);
    }

    /** @param jsonPayload UTF-8; it is signed as it is */
    public String sign(byte[] jsonPayload) {
        PlatformJws once = jws.still();
        return once.sign(once.header(), jsonPayload);
    }
}
