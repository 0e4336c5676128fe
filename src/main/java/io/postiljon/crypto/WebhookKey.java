package io.postiljon.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An Ed25519 key (RFC 8032) that signs what the platform sends to agencies' addresses. It is derived from a root key (RFC 5869), so it
 * needs no entry of its own in the key store and changes with the root.
 */
final class WebhookKey {
    private static final byte[] LABEL = "postiljon-webhook-1".getBytes(US_ASCII);
    private static final byte[] ALGORITHM = "Ed25519".getBytes(US_ASCII);

    private final Ed25519PrivateKeyParameters key;

    private WebhookKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    static WebhookKey of(SecretBytes root) {
        byte[] seed = Hkdf.derive(root.reveal(KeyAccess.granted()), LABEL, ALGORITHM, Ed25519PrivateKeyParameters.KEY_SIZE);
        try {
            return new WebhookKey(new Ed25519PrivateKeyParameters(seed, 0));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** 64 bytes. */
    byte[] sign(byte[] data) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(data, 0, data.length);
        return signer.generateSignature();
    }

    /** 32 bytes, as RFC 8032 encodes a public key. */
    byte[] publicKey() {
        return key.generatePublicKey().getEncoded();
    }

    @Override public String toString() {
        return "WebhookKey[***]";
    }
}
