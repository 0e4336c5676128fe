package io.postiljon.sandbox.parts;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** RSA 3072. To make one takes most of a second, so that a process which starts many sandboxes uses each again for the same purpose. */
public final class RsaKeys {
    private static final int BITS = 3072;
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private RsaKeys() {}

    /** The same pair for the same purpose, another one for any other. */
    public static KeyPair of(String purpose) {
        return MADE.computeIfAbsent(purpose, wanted -> generate());
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(new RSAKeyGenParameterSpec(BITS, RSAKeyGenParameterSpec.F4));
            return rsa.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK cannot make an RSA key", impossible);
        }
    }
}
