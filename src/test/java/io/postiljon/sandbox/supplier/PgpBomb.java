package io.postiljon.sandbox.supplier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.zip.Deflater;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * OpenPGP messages whose form is chosen byte by byte: small ones that unpack to gigabytes, and any order of packets. What repeats is
 * compressed once and laid one behind the other, so that a bomb is made in milliseconds. Source: RFC 9580, packets; RFC 1951.
 */
public final class PgpBomb {

    private static final int SEGMENT_BYTES = 16 * 1024 * 1024;
    private static final int COMPRESSED = 8;
    private static final int LITERAL = 11;
    private static final byte[] LAST_BLOCK = {3, 0};

    private PgpBomb() {
    }

    /** Announced as signed by this key, which whoever knows the key's id can do; a content of zeros, at least so long. */
    public static byte[] ofZeros(long bytes, PgpKeys signer, PgpKeys recipient) throws PGPException, IOException {
        return ofZeros(bytes, signer, recipient.publicRing());
    }

    static byte[] ofZeros(long bytes, PgpKeys signer, PGPPublicKeyRing recipient) throws PGPException, IOException {
        long segments = (bytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES;
        byte[] literalHead = {'b', 0, 0, 0, 0, 0};
        byte[] head = joined(announcement(signer), header(LITERAL, segments * SEGMENT_BYTES + literalHead.length), literalHead);
        return encrypted(repeated(head, new byte[SEGMENT_BYTES], segments), recipient);
    }

    /** Nothing but announcements of signatures. */
    public static byte[] ofAnnouncements(long count, PgpKeys signer, PgpKeys recipient) throws PGPException, IOException {
        byte[] one = announcement(signer);
        byte[] many = new byte[one.length * 10_000];
        for (int i = 0; i < 10_000; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        return encrypted(repeated(new byte[0], many, count / 10_000), recipient.publicRing());
    }

    /** Signed content as it should be, below so many layers of compression, with something behind it. */
    public static byte[] layered(byte[] content, int layers, byte[] behind, PgpKeys signer, PgpKeys recipient) throws PGPException, IOException {
        byte[] literal = joined(header(LITERAL, content.length + 6L), new byte[] {'b', 0, 0, 0, 0, 0}, content);
        byte[] message = joined(announcement(signer), literal, signature(content, signer), behind);
        for (int i = 0; i < layers; i++) {
            message = repeated(message, new byte[0], 0);
        }
        return encrypted(message, recipient.publicRing());
    }

    private static byte[] announcement(PgpKeys signer) throws PGPException, IOException {
        return generator(signer).generateOnePassVersion(false).getEncoded();
    }

    private static byte[] signature(byte[] content, PgpKeys signer) throws PGPException, IOException {
        PGPSignatureGenerator generator = generator(signer);
        generator.update(content);
        return generator.generate().getEncoded();
    }

    private static PGPSignatureGenerator generator(PgpKeys signer) throws PGPException {
        PGPPublicKey key = signer.publicRing().getPublicKey();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        generator.init(PGPSignature.BINARY_DOCUMENT, signer.signingKey());
        return generator;
    }

    /** One compressed packet: the head, then the segment so many times. Blocks of raw deflate that end on a byte can stand side by side. */
    private static byte[] repeated(byte[] head, byte[] segment, long times) throws IOException {
        byte[] packedHead = deflated(head);
        byte[] packed = deflated(segment);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header(COMPRESSED, 1 + packedHead.length + packed.length * times + LAST_BLOCK.length));
        out.write(1);
        out.write(packedHead);
        for (long i = 0; i < times; i++) {
            out.write(packed);
        }
        out.write(LAST_BLOCK);
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH); count > 0;
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH)) {
            out.write(buffer, 0, count);
            if (count < buffer.length) {
                break;
            }
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] header(int tag, long bodyBytes) {
        return ByteBuffer.allocate(6).put((byte) (0xC0 | tag)).put((byte) 0xFF).putInt((int) bodyBytes).array();
    }

    private static byte[] encrypted(byte[] packets, PGPPublicKeyRing recipient) throws PGPException, IOException {
        PGPEncryptedDataGenerator encryption = new PGPEncryptedDataGenerator(
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true).setSecureRandom(new SecureRandom()));
        encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(PgpEnvelope.encryptionKey(recipient)));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream inside = encryption.open(message, new byte[8192])) {
            inside.write(packets);
        }
        return message.toByteArray();
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
