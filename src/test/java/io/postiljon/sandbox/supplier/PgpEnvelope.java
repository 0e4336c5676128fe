package io.postiljon.sandbox.supplier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Date;
import java.util.Iterator;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** Makes a binary OpenPGP message: signed (SHA-512), then encrypted with AES-256 and integrity protection. For small contents. */
final class PgpEnvelope {

    /** {@code NONE} exists for tests of the receiver only. */
    enum Signing { REQUIRED, NONE }

    private PgpEnvelope() {
    }

    static byte[] seal(byte[] content, PgpKeys signer, PGPPublicKeyRing recipient, Signing signing) throws PGPException, IOException {
        PGPEncryptedDataGenerator encryption = new PGPEncryptedDataGenerator(
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true)
                        .setSecureRandom(new SecureRandom()));
        encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(encryptionKey(recipient)));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypted = encryption.open(message, new byte[8192])) {
            PGPSignatureGenerator signature = null;
            if (signing == Signing.REQUIRED) {
                PGPPublicKey key = signer.publicRing().getPublicKey();
                signature = new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
                signature.init(PGPSignature.BINARY_DOCUMENT, signer.signingKey());
                signature.generateOnePassVersion(false).encode(encrypted);
                signature.update(content);
            }
            try (OutputStream literal = new PGPLiteralDataGenerator()
                    .open(encrypted, PGPLiteralData.BINARY, PGPLiteralData.CONSOLE, content.length, new Date())) {
                literal.write(content);
            }
            if (signature != null) {
                signature.generate().encode(encrypted);
            }
        }
        return message.toByteArray();
    }

    static PGPPublicKey encryptionKey(PGPPublicKeyRing ring) {
        for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext();) {
            PGPPublicKey key = keys.next();
            if (!key.isMasterKey() && key.isEncryptionKey() && mayEncrypt(key)) {
                return key;
            }
        }
        throw new IllegalArgumentException("the public key ring has no subkey to encrypt to");
    }

    private static boolean mayEncrypt(PGPPublicKey key) {
        for (Iterator<PGPSignature> bindings = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING); bindings.hasNext();) {
            if ((bindings.next().getHashedSubPackets().getKeyFlags() & KeyFlags.ENCRYPT_COMMS) != 0) {
                return true;
            }
        }
        return false;
    }
}
