package io.postiljon.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Where the keys are. The root key and the signing key never leave it; what is given out are random keys of single documents.
 * Adapter: {@link Pkcs12KeyStore}, and {@link FollowedKeyStore} that follows it in its file. Safe for all threads.
 *
 * <p>Every method throws {@link KeyUnavailable} when the store cannot answer.
 */
public interface KeyStorePort {
    /** Seals a small secret (at most 64 KiB) under the current version of the named key; {@code context} is authenticated. */
    WrappedKey wrap(KeyName name, byte[] context, SecretBytes secret);

    /** @throws SealBroken when name, context or bytes are not those of the wrapping */
    SecretBytes unwrap(KeyName name, byte[] context, WrappedKey wrapped);

    /** HMAC-SHA-256 (RFC 2104) under the named key, which never changes: the same name gives the same tags for ever. */
    byte[] hmac(KeyName name, byte[] data);

    /** ECDSA P-256 with SHA-256 by the platform's signing key, DER form (RFC 3279 section 2.2.3). */
    byte[] sign(byte[] data);

    /** Certificate of the key that {@link #sign} uses now. */
    X509Certificate signingCertificate();

    /** Certificates of all signing keys, old ones too, newest first: what old signatures need. */
    List<X509Certificate> publishedCertificates();

    /** Ed25519 signatures (RFC 8032) for calls to agencies: by the newest key, and during a change of keys by the one before as well. */
    List<byte[]> signWebhook(byte[] data);

    /** Public keys of {@link #signWebhook}, 32 bytes each, newest first. */
    List<byte[]> webhookKeys();

    /** Version that {@link #wrap} uses now; from 1. */
    int currentVersion();

    /** The store as it is now: what is asked of it goes together, as a certificate and a signature by its key, whatever comes meanwhile. */
    default KeyStorePort still() {
        return this;
    }

    /** Really wraps, unwraps, tags and signs once. Never throws. */
    KeyStoreHealth health(Instant now);
}
