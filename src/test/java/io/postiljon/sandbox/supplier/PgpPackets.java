package io.postiljon.sandbox.supplier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** The packets of a signed OpenPGP message one by one, so that a test can put them together as no honest sender would. */
public record PgpPackets(byte[] onePass, byte[] literal, byte[] signature) {
    /** As {@link PgpEnvelope} makes them. */
    public static PgpPackets of(byte[] content, PgpKeys signer) throws PGPException, IOException {
        PGPPublicKey key = signer.publicRing().getPublicKey();
        PGPSignatureGenerator signature = new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        signature.init(PGPSignature.BINARY_DOCUMENT, signer.signingKey());
        ByteArrayOutputStream onePass = new ByteArrayOutputStream();
        signature.generateOnePassVersion(false).encode(onePass);
        signature.update(content);
        ByteArrayOutputStream literal = new ByteArrayOutputStream();
        try (OutputStream data = new PGPLiteralDataGenerator().open(literal, PGPLiteralData.BINARY, PGPLiteralData.CONSOLE, content.length, new Date(0))) {
            data.write(content);
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signature.generate().encode(signed);
        return new PgpPackets(onePass.toByteArray(), literal.toByteArray(), signed.toByteArray());
    }

    public static byte[] compressed(byte[] packets) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (OutputStream data = new PGPCompressedDataGenerator(CompressionAlgorithmTags.ZIP).open(whole)) {
            data.write(packets);
        }
        return whole.toByteArray();
    }

    public enum Integrity { PROTECTED, NOT_PROTECTED }

    /** As anybody can who has the public key. */
    public static byte[] encrypted(byte[] packets, PgpKeys recipient, Integrity integrity) throws PGPException, IOException {
        PGPEncryptedDataGenerator encryption = new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(integrity == Integrity.PROTECTED).setSecureRandom(new SecureRandom()));
        encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(PgpEnvelope.encryptionKey(recipient.publicRing())));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypted = encryption.open(message, new byte[8192])) {
            encrypted.write(packets);
        }
        return message.toByteArray();
    }
}
