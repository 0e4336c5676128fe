package io.postiljon.sandbox.parts;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** The kinds of key in the sandbox, by the JOSE algorithm they sign with: together all that the gateway accepts. */
public enum KeyKind {
    /** EC P-256. */
    ES256,
    /** RSA 3072. */
    PS256,
    /** Ed25519. */
    EdDSA;

    /** A pair of this kind; for the same owner an RSA pair may come again. */
    KeyPair generate(String owner) {
        try {
            return switch (this) {
                case ES256 -> {
                    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
                    ec.initialize(new ECGenParameterSpec("secp256r1"));
                    yield ec.generateKeyPair();
                }
                case PS256 -> RsaKeys.of(owner);
                case EdDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a key for " + this, e);
        }
    }
}
