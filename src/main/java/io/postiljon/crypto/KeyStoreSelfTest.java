package io.postiljon.crypto;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;

/** One round of everything a key store does, for its health. */
final class KeyStoreSelfTest {
    private static final KeyName NAME = new KeyName("health", "platform");
    private static final byte[] CONTEXT = {1, 2, 3};
    private static final int PROBE_BYTES = 32;

    private KeyStoreSelfTest() {}

    static KeyStoreHealth run(KeyStorePort keys, Instant now) {
        try {
            X509Certificate certificate = keys.signingCertificate();
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            boolean valid = !now.isBefore(from) && !now.isAfter(until);
            return new KeyStoreHealth(valid && wraps(keys) && tags(keys) && signs(keys, certificate), keys.currentVersion(), until);
        } catch (RuntimeException | GeneralSecurityException e) {
            return new KeyStoreHealth(false, 0, Instant.EPOCH);
        }
    }

    private static boolean wraps(KeyStorePort keys) {
        try (SecretBytes probe = SecretBytes.random(PROBE_BYTES);
                SecretBytes back = keys.unwrap(NAME, CONTEXT, keys.wrap(NAME, CONTEXT, probe))) {
            return Arrays.equals(probe.reveal(KeyAccess.granted()), back.reveal(KeyAccess.granted()));
        }
    }

    private static boolean tags(KeyStorePort keys) {
        return Arrays.equals(keys.hmac(NAME, CONTEXT), keys.hmac(NAME, CONTEXT));
    }

    private static boolean signs(KeyStorePort keys, X509Certificate certificate) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(CONTEXT);
        return signature.verify(keys.sign(CONTEXT));
    }
}
