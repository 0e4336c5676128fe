package io.postiljon.sandbox.supplier;

import io.postiljon.sandbox.parts.RsaKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/**
 * An OpenPGP key of the sandbox, made at run time: RSA 3072 to sign, with an RSA 3072 subkey to decrypt, valid for 30 days. The
 * passphrase is random. Source: PBX 1.0, section 5.4.
 */
public final class PgpKeys {

    private static final Duration LIFE = Duration.ofDays(398);

    private final String userId;
    private final String passphrase;
    private final PGPSecretKeyRing secret;
    private final PGPPublicKeyRing publics;

    private PgpKeys(String userId, String passphrase, PGPSecretKeyRing secret, PGPPublicKeyRing publics) {
        this.userId = userId;
        this.passphrase = passphrase;
        this.secret = secret;
        this.publics = publics;
    }

    /** Files of one key: armoured public ring, armoured secret ring, and the passphrase without line end (owner only). */
    public record KeyFiles(Path publicKey, Path secretKey, Path passphrase) {
    }

    /** Makes a key of this owner: always of the same pairs in one process. Takes a second or so, the first time. */
    public static PgpKeys generate(String userId) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return make(userId, "", HexFormat.of().formatHex(random));
    }

    /** A second key of the same owner, as during a roll-over. */
    public static PgpKeys another(String userId, String passphrase) {
        return make(userId, " again", passphrase);
    }

    private static PgpKeys make(String userId, String which, String passphrase) {
        try {
            Date now = new Date();
            PGPKeyPair signing = new JcaPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.RSA_GENERAL, RsaKeys.of(userId + which + " signs"), now);
            PGPKeyPair decrypting = new JcaPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.RSA_GENERAL, RsaKeys.of(userId + which + " decrypts"), now);
            // RFC 4880 checks a protected secret key with SHA-1; it is no signature.
            PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(PGPSignature.POSITIVE_CERTIFICATION, signing, userId, sha1,
                    use(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA).generate(), null,
                    new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
                    new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256,
                            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256)).build(passphrase.toCharArray()));
            ring.addSubKey(decrypting, use(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE).generate(), null);
            return new PgpKeys(userId, passphrase, ring.generateSecretKeyRing(), ring.generatePublicKeyRing());
        } catch (PGPException e) {
            throw new IllegalStateException("the OpenPGP key cannot be made", e);
        }
    }

    private static PGPSignatureSubpacketGenerator use(int flags) {
        PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setKeyFlags(true, flags);
        subpackets.setKeyExpirationTime(true, LIFE.toSeconds());
        subpackets.setPreferredSymmetricAlgorithms(false, new int[] {SymmetricKeyAlgorithmTags.AES_256});
        subpackets.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        subpackets.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
        return subpackets;
    }

    public String userId() {
        return userId;
    }

    public String passphrase() {
        return passphrase;
    }

    /** Fingerprint of the signing key, lower-case hex. */
    public String fingerprint() {
        return HexFormat.of().formatHex(publics.getPublicKey().getFingerprint());
    }

    public byte[] armoredPublicKey() {
        return armored(publics::encode);
    }

    /** The public key with its owner's word that it is not to be used any more, armoured. */
    public byte[] revokedPublicKey() {
        PGPPublicKey key = publics.getPublicKey();
        try {
            PGPSignatureGenerator revocation = new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256), key);
            revocation.init(PGPSignature.KEY_REVOCATION, signingKey());
            PGPPublicKey revoked = PGPPublicKey.addCertification(key, revocation.generateCertification(key));
            return armored(PGPPublicKeyRing.insertPublicKey(publics, revoked)::encode);
        } catch (PGPException e) {
            throw new IllegalStateException("the OpenPGP key cannot be revoked", e);
        }
    }

    public byte[] armoredSecretKey() {
        return armored(secret::encode);
    }

    /** Writes {@code <name>-public.asc}, {@code <name>-secret.asc} and {@code <name>-passphrase}; the last two for the owner only. */
    public KeyFiles writeTo(Path folder, String name) {
        try {
            Path publicFile = Files.write(folder.resolve(name + "-public.asc"), armoredPublicKey());
            return new KeyFiles(publicFile, ownerOnly(folder.resolve(name + "-secret.asc"), armoredSecretKey()),
                    ownerOnly(folder.resolve(name + "-passphrase"), passphrase.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PGPPublicKeyRing publicRing() {
        return publics;
    }

    PGPPrivateKey signingKey() {
        return unlocked(secret.getSecretKey()).orElseThrow();
    }

    Optional<PGPPrivateKey> decryptionKey(long keyId) {
        return unlocked(secret.getSecretKey(keyId));
    }

    private Optional<PGPPrivateKey> unlocked(PGPSecretKey key) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase.toCharArray())));
        } catch (PGPException e) {
            throw new IllegalStateException("the OpenPGP key cannot be unlocked", e);
        }
    }

    private interface Encoder {
        void encode(OutputStream target) throws IOException;
    }

    private static byte[] armored(Encoder encoder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
            encoder.encode(armor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Path ownerOnly(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public String toString() {
        return "PgpKeys[" + fingerprint() + "]";
    }
}
