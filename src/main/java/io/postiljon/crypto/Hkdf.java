package io.postiljon.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Key from a key: HKDF with SHA-256 (RFC 5869). */
final class Hkdf {
    private Hkdf() {}

    static byte[] derive(byte[] key, byte[] salt, byte[] info, int sizeBytes) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(key, salt, info));
        byte[] derived = new byte[sizeBytes];
        generator.generateBytes(derived, 0, sizeBytes);
        return derived;
    }
}
