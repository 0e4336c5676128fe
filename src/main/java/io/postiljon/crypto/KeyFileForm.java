package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** How a file holds keys or certificates, and what anybody may know of them. */
public sealed interface KeyFileForm {
    /** Certificates in PEM, in the order of the file. */
    record Certificates(Path file) implements KeyFileForm {}

    /** The certificates of a PKCS#12 file; of an entry with a key the first of its chain. */
    record Pkcs12(Path file, Path passwordFile) implements KeyFileForm {}

    /** OpenPGP keys, public or secret, with their subkeys. */
    record OpenPgp(Path file) implements KeyFileForm {}

    /** A private key for SSH, in OpenSSH's form or PKCS#8 or PKCS#1 in PEM; not encrypted. */
    record SshLogin(Path file) implements KeyFileForm {}

    /** A private key in PEM, PKCS#8 or PKCS#1, not encrypted. */
    record PlainKey(Path file) implements KeyFileForm {}

    /** Host keys as {@code known_hosts} lists them. */
    record KnownHosts(Path file) implements KeyFileForm {}

    /** @throws KeyUnavailable when the file is missing, open to others where it holds a secret, or of another form */
    default List<KeyFacts> read() {
        try {
            return switch (this) {
                case Certificates(Path file) -> certificates(limited(file)).stream().map(KeyFacts::of).toList();
                case Pkcs12(Path file, Path passwordFile) -> pkcs12(file, passwordFile);
                case OpenPgp(Path file) -> PgpKeyRings.facts(file);
                case SshLogin(Path file) -> List.of(ssh(OpenSSHPublicKeyUtil.encodePublicKey(publicKey(OwnerOnlyFile.read(file)))));
                case PlainKey(Path file) -> List.of(KeyFacts.timeless("key", ContentDigest.of(
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey(OwnerOnlyFile.read(file))).getEncoded()).base64Url()));
                case KnownHosts(Path file) -> hosts(new String(limited(file), US_ASCII));
            };
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException unreadable) {
            throw new KeyUnavailable("a key file is missing or damaged", unreadable);
        }
    }

    /** @throws IOException when these bytes are no certificates in PEM */
    static List<X509Certificate> certificates(byte[] pem) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast).toList();
        if (found.isEmpty()) {
            throw new IOException("the file holds no certificate in PEM form");
        }
        return found;
    }

    private static byte[] limited(Path file) throws IOException {
        if (Files.size(file) > OwnerOnlyFile.LIMIT_BYTES) {
            throw new IOException("the file is larger than " + OwnerOnlyFile.LIMIT_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static List<KeyFacts> pkcs12(Path file, Path passwordFile) throws IOException, GeneralSecurityException {
        char[] password = new String(limited(passwordFile), UTF_8).stripTrailing().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(limited(file)), password);
            List<KeyFacts> facts = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    facts.add(KeyFacts.of(certificate));
                }
            }
            return facts;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static List<KeyFacts> hosts(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 3).map(words -> ssh(Base64.getDecoder().decode(words[2]))).toList();
    }

    /** @param blob public key as in RFC 4253 section 6.6: it begins with the length and name of its kind */
    private static KeyFacts ssh(byte[] blob) {
        int length = blob.length < 4 ? -1 : ByteBuffer.wrap(blob).getInt();
        if (length < 1 || length > blob.length - 4) {
            throw new IllegalArgumentException("not a public key of SSH");
        }
        return KeyFacts.timeless("SSH " + new String(blob, 4, length, US_ASCII),
                "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(ContentDigest.of(blob).bytes()));
    }

    private static AsymmetricKeyParameter publicKey(byte[] pem) throws IOException {
        String text = new String(pem, US_ASCII);
        Arrays.fill(pem, (byte) 0);
        AsymmetricKeyParameter key;
        if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
            try (PemReader reader = new PemReader(new StringReader(text))) {
                PemObject object = reader.readPemObject();
                key = OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(object.getContent());
            }
        } else {
            try (PEMParser parser = new PEMParser(new StringReader(text))) {
                key = switch (parser.readObject()) {
                    case PrivateKeyInfo info -> PrivateKeyFactory.createKey(info);
                    case PEMKeyPair pair -> PrivateKeyFactory.createKey(pair.getPrivateKeyInfo());
                    case null, default -> throw new IOException("the file holds no private key that is not encrypted");
                };
            }
        }
        return switch (key) {
            case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
            case RSAPrivateCrtKeyParameters rsa -> new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
            case ECPrivateKeyParameters ec -> new ECPublicKeyParameters(
                    new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()), ec.getParameters());
            default -> throw new IOException("a key of this kind is not used here");
        };
    }
}
