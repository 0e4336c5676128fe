package io.postiljon.crypto;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.InputStreamPacket;
import org.bouncycastle.bcpg.PacketTags;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.bc.BcPGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/**
 * Opens OpenPGP messages. Guaranteed of what comes out: it was encrypted to one of our keys, is whole, and is signed by one of the
 * signers' keys. Not guaranteed: that it is new. A message has one form: encrypted and protected, in it at most one layer of compression,
 * in it signatures, content, signatures, and nothing after. What unpacks is counted while it unpacks, before anything of it is believed:
 * no message takes more memory than its limit allows. Source: RFC 9580, sections 10.3 and 13.
 */
public final class PgpOpener {
    private static final int MOST_SIGNATURES = 8;
    /** Of the packets around the content: eight signatures with room for what a signer notes in them. */
    private static final int AROUND_BYTES = 64 * 1024;
    /** Chunks of 4 MiB, the largest that are allowed. One chunk is held in memory. */
    private static final int MOST_CHUNK = 16;
    private static final Set<Integer> HASHES = Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256, HashAlgorithmTags.SHA3_512);
    private static final String NOT_OPENED = "a message does not open";

    private final byte[] secretKeys;
    private final char[] passphrase;
    private final byte[] signers;
    private final String signerId;

    /**
     * @param secretKeys our key rings, binary
     * @param passphrase of all of them
     * @param signers    rings of the keys that count now, binary ({@link PgpKeyRings#usablePublicKeys})
     * @param signerId   part of the user id of those who may have signed
     */
    public PgpOpener(byte[] secretKeys, String passphrase, byte[] signers, String signerId) {
        this.secretKeys = secretKeys.clone();
        this.passphrase = passphrase.toCharArray();
        this.signers = signers.clone();
        this.signerId = signerId;
    }

    /**
     * @param limitBytes of the content
     * @throws TooMuchContent when more comes out
     * @throws IOException    when it does not open, whatever the cause
     */
    public byte[] open(InputStream sealed, int limitBytes) throws IOException {
        try {
            PGPPublicKeyEncryptedData encrypted = encrypted(new BCPGInputStream(PGPUtil.getDecoderStream(sealed)));
            InputStream decrypted = encrypted.getDataStream(new BcPublicKeyDataDecryptorFactory(keyPair(encrypted)));
            byte[] content = signedContent(unpacked(new BCPGInputStream(decrypted)), limitBytes);
            if (encrypted.isIntegrityProtected() && !encrypted.isAEAD() && !encrypted.verify()) {
                throw notOpened();
            }
            return content;
        } catch (PGPException | RuntimeException broken) {
            // The library answers malformed packets with many kinds of runtime exceptions.
            throw notOpened();
        }
    }

    /** Only what carries a check of its integrity. */
    private PGPPublicKeyEncryptedData encrypted(BCPGInputStream packets) throws IOException, PGPException {
        if (packets.nextPacketTag() == PacketTags.MARKER) {
            new PGPMarker(packets);
        }
        require(packets.nextPacketTag() == PacketTags.PUBLIC_KEY_ENC_SESSION);
        PGPEncryptedDataList list = new PGPEncryptedDataList(packets);
        requireProtected(list.getEncryptedData());
        BcPGPSecretKeyRingCollection ours = new BcPGPSecretKeyRingCollection(secretKeys);
        for (PGPEncryptedData each : list) {
            if (each instanceof PGPPublicKeyEncryptedData forKey && ours.getSecretKey(forKey.getKeyIdentifier().getKeyId()) != null) {
                return forKey;
            }
        }
        throw notOpened();
    }

    private static void requireProtected(InputStreamPacket packet) throws IOException {
        switch (packet) {
            case SymmetricEncIntegrityPacket sealed -> require(sealed.getVersion() == SymmetricEncIntegrityPacket.VERSION_1
                    || isSmallChunk(sealed.getChunkSize()));
            case AEADEncDataPacket sealed -> require(isSmallChunk(sealed.getChunkSize()));
            default -> throw notOpened();
        }
    }

    private static boolean isSmallChunk(int exponent) {
        return exponent >= 0 && exponent <= MOST_CHUNK;
    }

    private PGPKeyPair keyPair(PGPPublicKeyEncryptedData encrypted) throws IOException, PGPException {
        PGPSecretKey secret = new BcPGPSecretKeyRingCollection(secretKeys).getSecretKey(encrypted.getKeyIdentifier().getKeyId());
        return new PGPKeyPair(secret.getPublicKey(),
                secret.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase)));
    }

    /** At most one layer: what is compressed twice is no signed message, and is refused by its first packet. */
    private static Counted unpacked(BCPGInputStream packets) throws IOException, PGPException {
        return new Counted(packets.nextPacketTag() == PacketTags.COMPRESSED_DATA ? new PGPCompressedData(packets).getDataStream() : packets);
    }

    private byte[] signedContent(Counted unpacked, int limitBytes) throws IOException, PGPException {
        BCPGInputStream packets = new BCPGInputStream(unpacked);
        unpacked.allow(AROUND_BYTES);
        List<PGPOnePassSignature> announced = new ArrayList<>();
        while (packets.nextPacketTag() == PacketTags.ONE_PASS_SIGNATURE) {
            require(announced.size() < MOST_SIGNATURES);
            announced.add(new PGPOnePassSignature(packets));
        }
        require(!announced.isEmpty() && packets.nextPacketTag() == PacketTags.LITERAL_DATA);
        unpacked.allow((long) limitBytes + AROUND_BYTES);
        byte[] content = new PGPLiteralData(packets).getInputStream().readNBytes(limitBytes + 1);
        if (content.length > limitBytes) {
            throw new TooMuchContent(limitBytes);
        }
        unpacked.allow(AROUND_BYTES);
        List<PGPSignature> signatures = new ArrayList<>();
        while (packets.nextPacketTag() == PacketTags.SIGNATURE) {
            require(signatures.size() < MOST_SIGNATURES);
            signatures.add(new PGPSignature(packets));
        }
        require(packets.nextPacketTag() < 0 && signatures.size() == announced.size());
        requireSigned(announced, signatures, content);
        return content;
    }

    /** One signature by a signer's key, that holds. Those that come after the content stand in the opposite order. */
    private void requireSigned(List<PGPOnePassSignature> announced, List<PGPSignature> signatures, byte[] content) throws IOException, PGPException {
        BcPGPPublicKeyRingCollection known = new BcPGPPublicKeyRingCollection(signers);
        for (int i = 0; i < announced.size(); i++) {
            PGPOnePassSignature first = announced.get(i);
            PGPSignature last = signatures.get(signatures.size() - 1 - i);
            PGPPublicKeyRing ring = known.getPublicKeyRing(first.getKeyID());
            if (ring == null || !isSigner(ring.getPublicKey()) || first.getKeyID() != last.getKeyID() || !HASHES.contains(first.getHashAlgorithm())) {
                continue;
            }
            first.init(new BcPGPContentVerifierBuilderProvider(), ring.getPublicKey(first.getKeyID()));
            first.update(content);
            if (isOfContent(last) && first.verify(last)) {
                return;
            }
        }
        throw notOpened();
    }

    private static boolean isOfContent(PGPSignature signature) {
        return signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT || signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT;
    }

    private boolean isSigner(PGPPublicKey key) {
        for (Iterator<String> ids = key.getUserIDs(); ids.hasNext();) {
            if (ids.next().contains(signerId)) {
                return true;
            }
        }
        return false;
    }

    private static void require(boolean asItShouldBe) throws IOException {
        if (!asItShouldBe) {
            throw notOpened();
        }
    }

    private static IOException notOpened() {
        return new IOException(NOT_OPENED);
    }

    /** Gives no more than is allowed at that stage of the message. */
    private static final class Counted extends FilterInputStream {
        private long allowed;
        private long left;

        Counted(InputStream unpacked) {
            super(unpacked);
        }

        void allow(long bytes) {
            allowed = bytes;
            left = bytes;
        }

        @Override public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, (int) Math.min(length, left + 1));
            count(count);
            return count;
        }

        private void count(int bytes) throws IOException {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new TooMuchContent(allowed);
            }
        }

        @Override public long skip(long wanted) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(Math.max(wanted, 0), AROUND_BYTES)]));
        }

        @Override public boolean markSupported() {
            return false;
        }
    }
}
