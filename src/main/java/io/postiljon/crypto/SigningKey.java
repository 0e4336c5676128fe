package io.postiljon.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;

/** The platform's private key and its certificate: ECDSA on P-256, and the two belong together. */
record SigningKey(PrivateKey key, X509Certificate certificate) {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    SigningKey {
        if (!JwsAlgorithm.ES256.fits(certificate.getPublicKey())) {
            throw new KeyUnavailable("the signing key must be an EC key on P-256");
        }
        if (!matches(sign(key, PROBE), certificate)) {
            throw new KeyUnavailable("the signing key and its certificate do not belong together");
        }
    }

    byte[] sign(byte[] data) {
        return sign(key, data);
    }

    private static byte[] sign(PrivateKey key, byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the signing key does not sign", e);
        }
    }

    private static boolean matches(byte[] signed, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the certificate of the signing key cannot be used", e);
        }
    }

    @Override public String toString() {
        return "SigningKey[***]";
    }
}
