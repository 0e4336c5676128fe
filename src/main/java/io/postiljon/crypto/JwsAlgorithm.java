package io.postiljon.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that we accept (RFC 7518 section 3.1, RFC 8037), each with the only kind of key that it goes with. */
enum JwsAlgorithm {
    /** ECDSA with SHA-256 on P-256; the signature is r and s, 32 bytes each. */
    ES256 {
        @Override boolean fits(PublicKey key) {
            return key instanceof ECPublicKey ec && isP256(ec.getParams());
        }

        @Override boolean verifies(PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException {
            // r or s of zero once passed in Java for every input (CVE-2022-21449); never again, whatever the platform does.
            return signed.length == 64 && !isZero(signed, 0, 32) && !isZero(signed, 32, 64)
                    && check(signature(), key, input, signed);
        }

        @Override Signature signature() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSAinP1363Format");
        }
    },
    /**
     * RSASSA-PSS with SHA-256, salt of 32 bytes. At least 3072 bits: that is what equals P-256, and keys of agencies are new, so no
     * older 2048-bit one has to be carried. At most 8192 bits, so that a check stays cheap.
     */
    PS256 {
        @Override boolean fits(PublicKey key) {
            return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 3072 && rsa.getModulus().bitLength() <= 8192;
        }

        @Override boolean verifies(PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException {
            return check(signature(), key, input, signed);
        }

        @Override Signature signature() throws GeneralSecurityException {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
            return signature;
        }
    },
    /** Ed25519 only. */
    EdDSA {
        @Override boolean fits(PublicKey key) {
            return key instanceof EdECPublicKey ed && NamedParameterSpec.ED25519.getName().equals(ed.getParams().getName());
        }

        @Override boolean verifies(PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException {
            return signed.length == 64 && check(signature(), key, input, signed);
        }

        @Override Signature signature() throws GeneralSecurityException {
            return Signature.getInstance("Ed25519");
        }
    };

    abstract boolean fits(PublicKey key);

    abstract boolean verifies(PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException;

    abstract Signature signature() throws GeneralSecurityException;

    byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = signature();
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    /** The one that goes with a key of this kind. */
    static Optional<JwsAlgorithm> of(PublicKey key) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.fits(key)).findFirst();
    }

    /** @throws JwsRefused for every other name: also {@code none}, HS256, RS256, and other spellings */
    static JwsAlgorithm named(String name) throws JwsRefused {
        for (JwsAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        throw new JwsRefused("alg is not ES256, PS256 or EdDSA");
    }

    private static boolean check(Signature signature, PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException {
        try {
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        }
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all == 0;
    }

    private static boolean isP256(ECParameterSpec found) {
        ECParameterSpec p256 = P256.SPEC;
        return found != null && p256.getCurve().equals(found.getCurve()) && p256.getGenerator().equals(found.getGenerator())
                && p256.getOrder().equals(found.getOrder()) && p256.getCofactor() == found.getCofactor();
    }

    private static final class P256 {
        static final ECParameterSpec SPEC = spec();

        private static ECParameterSpec spec() {
            try {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec("secp256r1"));
                return parameters.getParameterSpec(ECParameterSpec.class);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java platform lacks P-256", e);
            }
        }
    }
}
