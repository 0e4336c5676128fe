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

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(switch (this) {
                case ES256 -> "EC";
                case PS256 -> "RSA";
                case EdDSA -> "Ed25519";
            });
            switch (this) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case PS256 -> generator.initialize(3072);
                case EdDSA -> { }               // the algorithm's name says it all
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a key for " + this, e);
        }
    }
}
