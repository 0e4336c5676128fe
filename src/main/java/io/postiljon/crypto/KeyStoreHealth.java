package io.postiljon.crypto;

import java.time.Instant;

/**
 * Whether the key store works.
 *
 * @param usable           the self-test passed and the signing certificate is valid now
 * @param currentVersion   version of the root key for new wraps; 0 when not usable
 * @param certificateUntil last instant of the signing certificate; {@link Instant#EPOCH} when it cannot be read
 */
public record KeyStoreHealth(boolean usable, int currentVersion, Instant certificateUntil) {}
