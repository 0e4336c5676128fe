package io.postiljon.print;

import io.postiljon.crypto.PgpKeyRings;
import io.postiljon.crypto.PgpOpener;
import io.postiljon.crypto.TooMuchContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.converter.crypto.PGPDataFormat;
import org.apache.camel.spi.DataFormat;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;

/**
 * Camel's PGP data format with the keys of this moment: signs with our one key and encrypts for every usable key of the supplier. Opens,
 * with any of our keys, what a usable key of the supplier signed. The data format alone would keep the passphrase of the start, use keys
 * that are expired or revoked, and sign with every key that has our user id.
 */
final class SupplierPgp implements DataFormat, AnswerOpening.Pgp {
    private final PrintSettings.Pgp keys;
    private final PrintSettings.SupplierKeys theirs;
    private final Clock clock;

    SupplierPgp(PrintSettings.Pgp keys, PrintSettings.SupplierKeys theirs, Clock clock) {
        this.keys = keys;
        this.theirs = theirs;
        this.clock = clock;
    }

    @Override public void marshal(Exchange exchange, Object plain, OutputStream sealed) throws Exception {
        Instant now = clock.instant();
        PGPDataFormat pgp = new PGPDataFormat();
        pgp.setEncryptionKeyRing(PgpKeyRings.usablePublicKeys(theirs.keyFile(), now));
        pgp.setKeyUserid(theirs.userId());
        pgp.setSignatureKeyRing(PgpKeyRings.signingKey(keys.secretKeyFile(), keys.userId(), signer(), now));
        pgp.setSignatureKeyUserid(keys.userId());
        pgp.setSignaturePassword(passphrase());
        pgp.setAlgorithm(SymmetricKeyAlgorithmTags.AES_256);
        pgp.setHashAlgorithm(HashAlgorithmTags.SHA512);
        pgp.setCompressionAlgorithm(CompressionAlgorithmTags.UNCOMPRESSED); // the zip inside is compressed
        pgp.setIntegrity(true);
        pgp.setArmored(false);
        pgp.start();
        pgp.marshal(exchange, plain, sealed);
    }

    @Override public Object unmarshal(Exchange exchange, InputStream sealed) {
        throw new UnsupportedOperationException("an answer is opened within its limit");
    }

    /**
     * Not by the data format, which unpacks without a limit into the heap (docs/adr/0026-answers-are-opened-within-a-limit.md).
     *
     * @throws TooMuchContent when more than the limit comes out
     * @throws IOException    when it does not open, or no key is usable
     */
    @Override public byte[] open(InputStream sealed, int limitBytes) throws IOException {
        return new PgpOpener(PgpKeyRings.secretKeys(keys.secretKeyFile()), passphrase(), PgpKeyRings.usablePublicKeys(theirs.keyFile(), clock.instant()), theirs.userId())
                .open(sealed, limitBytes);
    }

    private Optional<String> signer() throws IOException {
        Path file = keys.signerFile();
        return file == null ? Optional.empty() : Optional.of(Files.readString(file).strip());
    }

    private String passphrase() throws IOException {
        return Files.readString(keys.passphraseFile()).stripTrailing();
    }

    @Override public void start() {}

    @Override public void stop() {}
}
