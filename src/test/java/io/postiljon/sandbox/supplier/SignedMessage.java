package io.postiljon.sandbox.supplier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/**
 * An OpenPGP message being read as a stream: binary, integrity protected, AES-256, signed by one known key.
 *
 * <p>Nothing that {@link #content()} gave may be believed before {@link #verify()} returned. Not thread-safe.
 */
final class SignedMessage {

    private static final Set<Integer> HASHES = Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private final PGPEncryptedData encrypted;
    private final PGPObjectFactory packets;
    private final PGPOnePassSignature signature;
    private final InputStream content;

    private SignedMessage(PGPEncryptedData encrypted, PGPObjectFactory packets, PGPOnePassSignature signature, InputStream literal) {
        this.encrypted = encrypted;
        this.packets = packets;
        this.signature = signature;
        this.content = new SignedStream(literal, signature);
    }

    static SignedMessage open(InputStream source, PgpKeys own, PGPPublicKeyRing signer) throws OrderRefused {
        try {
            PGPPublicKeyEncryptedData encrypted = forUs(source, own);
            PGPPrivateKey key = own.decryptionKey(encrypted.getKeyIdentifier().getKeyId()).orElseThrow();
            BcPublicKeyDataDecryptorFactory decryptor = new BcPublicKeyDataDecryptorFactory(key);
            if (!encrypted.isIntegrityProtected() || encrypted.getSymmetricAlgorithm(decryptor) != SymmetricKeyAlgorithmTags.AES_256) {
                throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "AES-256 with integrity protection is required");
            }
            PGPObjectFactory packets = new BcPGPObjectFactory(encrypted.getDataStream(decryptor));
            Object first = packets.nextObject();
            if (first instanceof PGPCompressedData compressed) {
                packets = new BcPGPObjectFactory(compressed.getDataStream());
                first = packets.nextObject();
            }
            if (!(first instanceof PGPOnePassSignatureList announced) || announced.size() != 1) {
                throw new OrderRefused(OrderFault.Code.PGP_SIGNATURE, "the message does not carry exactly one signature");
            }
            PGPOnePassSignature signature = announced.get(0);
            PGPPublicKey signerKey = signer.getPublicKey(signature.getKeyID());
            if (signerKey == null || !HASHES.contains(signature.getHashAlgorithm())) {
                throw new OrderRefused(OrderFault.Code.PGP_SIGNATURE, "the signing key or its hash is not agreed");
            }
            signature.init(new BcPGPContentVerifierBuilderProvider(), signerKey);
            if (!(packets.nextObject() instanceof PGPLiteralData literal)) {
                throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the message holds no data");
            }
            return new SignedMessage(encrypted, packets, signature, literal.getInputStream());
        } catch (IOException | PGPException | RuntimeException broken) {
            throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the message cannot be decrypted");
        }
    }

    private static PGPPublicKeyEncryptedData forUs(InputStream source, PgpKeys own) throws IOException, OrderRefused {
        Object first = new BcPGPObjectFactory(source).nextObject();
        if (!(first instanceof PGPEncryptedDataList list)) {
            throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the file is not an encrypted binary OpenPGP message");
        }
        for (Iterator<PGPEncryptedData> recipients = list.getEncryptedDataObjects(); recipients.hasNext();) {
            if (recipients.next() instanceof PGPPublicKeyEncryptedData candidate
                    && own.decryptionKey(candidate.getKeyIdentifier().getKeyId()).isPresent()) {
                return candidate;
            }
        }
        throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the message is not encrypted to this supplier");
    }

    InputStream content() {
        return content;
    }

    /** Reads what is left, then requires integrity and signature. */
    void verify() throws OrderRefused {
        Optional<PGPSignatureList> signatures;
        try {
            content.transferTo(OutputStream.nullOutputStream());
            signatures = packets.nextObject() instanceof PGPSignatureList list ? Optional.of(list) : Optional.empty();
            while (packets.nextObject() != null) {
                throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "there is more after the signature");
            }
            if (!encrypted.verify()) {
                throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the integrity check fails");
            }
        } catch (IOException | PGPException | RuntimeException broken) {
            throw new OrderRefused(OrderFault.Code.PGP_DECRYPT, "the message is damaged");
        }
        try {
            if (signatures.isEmpty() || signatures.get().size() != 1 || !signature.verify(signatures.get().get(0))) {
                throw new OrderRefused(OrderFault.Code.PGP_SIGNATURE, "the signature is wrong");
            }
        } catch (PGPException | RuntimeException broken) {
            throw new OrderRefused(OrderFault.Code.PGP_SIGNATURE, "the signature cannot be read");
        }
    }

    /** Shows each byte to the signature. Closing it does nothing: the rest is still needed. */
    private static final class SignedStream extends InputStream {

        private final InputStream literal;
        private final PGPOnePassSignature signature;

        SignedStream(InputStream literal, PGPOnePassSignature signature) {
            this.literal = literal;
            this.signature = signature;
        }

        @Override
        public int read() throws IOException {
            int value = literal.read();
            if (value >= 0) {
                signature.update((byte) value);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = literal.read(target, offset, length);
            if (count > 0) {
                signature.update(target, offset, count);
            }
            return count;
        }
    }
}
