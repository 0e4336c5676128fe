package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was sealed in the past must open for ever. The values were made by another implementation (Python, OpenSSL) from the
 * description of the form; they never change.
 */
class FrozenFormsTest {
    private static final SealContext CONTEXT = new SealContext("agency-one", "document-1", "document");
    private static final byte[] DOCUMENT_KEY = counting(0, 32);
    private static final String SEALED = "5053544a010100010000206465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283c8c9cacbcccdce"
            + "ca475404bf5f79b9dfaa2ecc9be6079df1e17f9d7e350faac7f8e95c";
    private static final String WRAPPED = "0100000001000102030405060708090a0b0c0d0e0f101112131415161718191a1b8c31483d6180121128ac2529a724892f"
            + "922b9971aaf0e5b721871d8eb61b55c1fee411d12c8fcd45104c98a60738b1ac";

    @Test void key_derivation_is_that_of_rfc_5869_test_case_1() {
        byte[] derived = Hkdf.derive(HexFormat.of().parseHex("0b".repeat(22)), counting(0, 13), HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9"), 42);

        assertThat(derived).asHexString()
                .isEqualToIgnoringCase("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test void a_sealed_document_and_its_wrapped_key_of_long_ago_open(@TempDir Path folder) throws Exception {
        KeyStorePort keys = storeWithKnownRoots(folder);

        byte[] opened = new DocumentOpener(keys).open(CONTEXT, WrappedKey.decode(HexFormat.of().parseHex(WRAPPED)),
                new ByteArrayInputStream(HexFormat.of().parseHex(SEALED))).readAllBytes();

        assertThat(new String(opened, US_ASCII)).isEqualTo("Beste burger");
    }

    @Test void two_segments_are_sealed_to_the_same_bytes_as_long_ago() throws IOException {
        byte[] document = new byte[SealHeader.SEGMENT_BYTES + 3];
        for (int i = 0; i < document.length; i++) {
            document[i] = (byte) (i % 251);
        }
        SealHeader header = SealHeader.parse(HexFormat.of().parseHex(SEALED.substring(0, 2 * SealHeader.SIZE_BYTES)));
        SegmentCipher cipher = SegmentCipher.sealing(header, CONTEXT, SecretBytes.copyOf(DOCUMENT_KEY));
        byte[] segment = new byte[SegmentCipher.SEALED_SEGMENT_BYTES];

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(header.bytes());
        file.write(segment, 0, cipher.apply(0, false, document, 0, SealHeader.SEGMENT_BYTES, segment));
        file.write(segment, 0, cipher.apply(1, true, document, SealHeader.SEGMENT_BYTES, 3, segment));

        assertThat(ContentDigest.of(file.toByteArray()).hex()).isEqualTo("1d1c0eb22c917a7959e180c0117bf0dde7fcda7812fb584cb652b4b2ba88f59c");
    }

    @Test void the_tag_of_a_dossier_is_the_one_of_long_ago(@TempDir Path folder) throws Exception {
        byte[] tag = new Pseudonyms(storeWithKnownRoots(folder)).tag("dossier", "agency-one", "90610199729");

        assertThat(tag).asHexString().isEqualToIgnoringCase("eb1dd7317cec3101427e50554808fefa17c69089e3ae4d9da16dc5f6ca1c033f");
    }

    @Test void the_key_of_webhooks_and_its_signature_are_those_of_long_ago(@TempDir Path folder) throws Exception {
        KeyStorePort keys = storeWithKnownRoots(folder);

        assertThat(keys.webhookKeys()).singleElement()
                .satisfies(key -> assertThat(key).asHexString().isEqualToIgnoringCase("c9d7e82a12cd93c6f16e0cc6c83e5ca6aaf6a3904763f9cf773bc317dcc24aa6"));
        assertThat(keys.signWebhook("msg.1.{}".getBytes(US_ASCII))).singleElement()
                .satisfies(signature -> assertThat(signature).asHexString().isEqualToIgnoringCase("3911c8d6a5a00ca3a109410789e94523ae93b51fd5edbe3b62cef1dfa0ca46b8"
                        + "41565105198343d2b1ac75aa46ff2706cd230e7ccec51ecf251534bf1ea1030f"));
    }

    private static KeyStorePort storeWithKnownRoots(Path folder) throws Exception {
        char[] password = "known-only-to-this-test".toCharArray();
        TestCertificates platform = TestCertificates.p256();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(password);
        store.setEntry("root-1", new KeyStore.SecretKeyEntry(new SecretKeySpec(counting(0, 32), "AES")), protection);
        store.setEntry("tag-root", new KeyStore.SecretKeyEntry(new SecretKeySpec(counting(32, 32), "AES")), protection);
        store.setKeyEntry("platform-1", platform.pair().getPrivate(), password, new Certificate[] {platform.certificate()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return Pkcs12KeyStore.open(ownerOnly(folder.resolve("keys.p12"), bytes.toByteArray()),
                ownerOnly(folder.resolve("keys.password"), new String(password).getBytes(US_ASCII)));
    }

    private static Path ownerOnly(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static byte[] counting(int first, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
