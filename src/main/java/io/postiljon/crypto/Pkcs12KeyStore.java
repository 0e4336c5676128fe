package io.postiljon.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Key store in one PKCS#12 file (RFC 7292): for the sandbox and small sites, since whoever reads file and password has all keys.
 *
 * <p>Entries: {@code root-<version>} (AES-256, from which the wrapping key of each name is derived), {@code tag-root} (from which
 * the key of each tag name is derived; it never changes), {@code platform-<version>} (ECDSA P-256 and certificate). The key for webhooks
 * is derived from the root. File and
 * password file may be accessible to their owner only; the password has at least 16 characters. One name alone cannot be
 * destroyed here, only a root version with all that it wrapped.
 *
 * <p>A wrap is AES-256-GCM under a key derived by a random salt of 16 bytes, so the 2^32 limit of random nonces (SP 800-38D) is not
 * in sight. The file is read once, at {@link #open}. Safe for all threads.
 */
public final class Pkcs12KeyStore implements KeyStorePort {
    private static final byte[] WRAPPING_LABEL = "postiljon-wrapping-1".getBytes(US_ASCII);
    private static final byte[] WRAP_LABEL = "postiljon-wrap-1".getBytes(US_ASCII);
    private static final byte[] TAG_LABEL = "postiljon-tag-1".getBytes(US_ASCII);
    private static final int KEY_BYTES = Pkcs12File.KEY_BYTES;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int WEBHOOK_KEYS = 2;

    private final TreeMap<Integer, SecretBytes> roots;
    private final Set<Integer> disabled;
    private final SecretBytes tagRoot;
    private final TreeMap<Integer, SigningKey> signers;
    private final TreeMap<Integer, WebhookKey> webhookKeys = new TreeMap<>();

    private Pkcs12KeyStore(TreeMap<Integer, SecretBytes> roots, Set<Integer> disabled, SecretBytes tagRoot,
            TreeMap<Integer, SigningKey> signers) {
        this.roots = roots;
        this.disabled = Set.copyOf(disabled);
        this.tagRoot = tagRoot;
        this.signers = signers;
        roots.forEach((version, root) -> {
            if (!disabled.contains(version)) {
                webhookKeys.put(version, WebhookKey.of(root));
            }
        });
    }

    /** @throws KeyUnavailable when a file is missing, open to others, or not complete */
    public static Pkcs12KeyStore open(Path file, Path passwordFile) {
        return open(file, passwordFile, Set.of());
    }

    /** @param disabled root versions that must not be used: what they wrapped gives {@link KeyUnavailable} until they are enabled */
    public static Pkcs12KeyStore open(Path file, Path passwordFile, Set<Integer> disabled) {
        Pkcs12File.Content content = new Pkcs12File(file, passwordFile).read();
        return new Pkcs12KeyStore(content.roots(), disabled, content.tagRoot(), content.signers());
    }

    /**
     * Makes a new store with new root keys and this signing key, and opens it. A missing password file is made too, with a random
     * password.
     *
     * @param chain certificate of the key first, then its issuers
     * @throws IOException when the file is there already or cannot be written
     */
    public static Pkcs12KeyStore create(Path file, Path passwordFile, PrivateKey signingKey, List<X509Certificate> chain)
            throws IOException {
        new Pkcs12File(file, passwordFile).create(signingKey, chain);
        return open(file, passwordFile);
    }

    /** The same with a new signing key under a certificate that it signs itself, valid for two years. */
    public static Pkcs12KeyStore create(Path file, Path passwordFile, String commonName, Instant now) throws IOException {
        SigningKey platform = SelfSigned.platform(commonName, now);
        return create(file, passwordFile, platform.key(), List.of(platform.certificate()));
    }

    /** Adds a root version for new wraps; older ones still open what they wrapped. Stores that are open do not see it. */
    public static int addRootVersion(Path file, Path passwordFile) throws IOException {
        return new Pkcs12File(file, passwordFile).addRoot();
    }

    /** Adds a signing key for new signatures; certificates of older ones stay published. Stores that are open do not see it. */
    public static int addSigningKey(Path file, Path passwordFile, PrivateKey key, List<X509Certificate> chain) throws IOException {
        return new Pkcs12File(file, passwordFile).addSigner(key, chain);
    }

    /** The same with a new key under a certificate that it signs itself, valid for two years. */
    public static int addSigningKey(Path file, Path passwordFile, String commonName, Instant now) throws IOException {
        SigningKey platform = SelfSigned.platform(commonName, now);
        return addSigningKey(file, passwordFile, platform.key(), List.of(platform.certificate()));
    }

    /** Whether everything that another one can open, tag or prove, this one can too. */
    boolean holdsAllOf(Pkcs12KeyStore other) {
        return same(tagRoot, other.tagRoot)
                && other.roots.entrySet().stream().allMatch(root -> roots.containsKey(root.getKey()) && same(roots.get(root.getKey()), root.getValue()))
                && other.signers.entrySet().stream().allMatch(signer -> signers.containsKey(signer.getKey())
                        && signers.get(signer.getKey()).certificate().equals(signer.getValue().certificate()));
    }

    private static boolean same(SecretBytes one, SecretBytes other) {
        return MessageDigest.isEqual(one.reveal(KeyAccess.granted()), other.reveal(KeyAccess.granted()));
    }

    /** The newest version, disabled or not. */
    int newestVersion() {
        return roots.lastKey();
    }

    @Override public WrappedKey wrap(KeyName name, byte[] context, SecretBytes secret) {
        byte[] plain = secret.reveal(KeyAccess.granted());
        if (plain.length > RecordSealer.LIMIT_BYTES) {
            throw new IllegalArgumentException("a wrapped secret has at most " + RecordSealer.LIMIT_BYTES + " bytes");
        }
        int version = currentVersion();
        byte[] sealed = new byte[SALT_BYTES + NONCE_BYTES + plain.length + TAG_BYTES];
        System.arraycopy(Randoms.bytes(SALT_BYTES + NONCE_BYTES), 0, sealed, 0, SALT_BYTES + NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, version, name, context, sealed);
            cipher.doFinal(plain, 0, plain.length, sealed, SALT_BYTES + NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store does not wrap", e);
        }
        return WrappedKey.of(version, sealed);
    }

    @Override public SecretBytes unwrap(KeyName name, byte[] context, WrappedKey wrapped) {
        byte[] sealed = wrapped.sealed();
        if (sealed.length < SALT_BYTES + NONCE_BYTES + TAG_BYTES || wrapped.keyVersion() < 1) {
            throw new SealBroken();
        }
        byte[] plain;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, wrapped.keyVersion(), name, context, sealed);
            plain = cipher.doFinal(sealed, SALT_BYTES + NONCE_BYTES, sealed.length - SALT_BYTES - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new SealBroken();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store does not unwrap", e);
        }
        SecretBytes secret = SecretBytes.copyOf(plain);
        Arrays.fill(plain, (byte) 0);
        return secret;
    }

    @Override public byte[] hmac(KeyName name, byte[] data) {
        byte[] key = Hkdf.derive(tagRoot.reveal(KeyAccess.granted()), TAG_LABEL, name.encode(), KEY_BYTES);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store does not make tags", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override public byte[] sign(byte[] data) {
        return signers.lastEntry().getValue().sign(data);
    }

    @Override public X509Certificate signingCertificate() {
        return signers.lastEntry().getValue().certificate();
    }

    @Override public List<X509Certificate> publishedCertificates() {
        return signers.descendingMap().values().stream().map(SigningKey::certificate).toList();
    }

    @Override public List<byte[]> signWebhook(byte[] data) {
        return webhookSigners().map(key -> key.sign(data)).toList();
    }

    @Override public List<byte[]> webhookKeys() {
        return webhookSigners().map(WebhookKey::publicKey).toList();
    }

    private Stream<WebhookKey> webhookSigners() {
        return webhookKeys.descendingMap().values().stream().limit(WEBHOOK_KEYS);
    }

    /** The newest version that is not disabled. */
    @Override public int currentVersion() {
        return roots.descendingKeySet().stream().filter(version -> !disabled.contains(version)).findFirst()
                .orElseThrow(() -> new KeyUnavailable("every root version of the key store is disabled"));
    }

    @Override public KeyStoreHealth health(Instant now) {
        return KeyStoreSelfTest.run(this, now);
    }

    private Cipher cipher(int mode, int version, KeyName name, byte[] context, byte[] sealed) throws GeneralSecurityException {
        SecretBytes root = roots.get(version);
        if (root == null || disabled.contains(version)) {
            throw new KeyUnavailable("root version " + version + " of the key store is disabled or not there");
        }
        byte[] wrapping = Hkdf.derive(root.reveal(KeyAccess.granted()), WRAPPING_LABEL, name.encode(), KEY_BYTES);
        byte[] once = Hkdf.derive(wrapping, Arrays.copyOf(sealed, SALT_BYTES), WRAP_LABEL, KEY_BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(once, "AES"),
                    new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, SALT_BYTES, NONCE_BYTES));
            cipher.updateAAD(ByteBuffer.allocate(WrappedKey.PREFIX_BYTES).put(WrappedKey.FORMAT).putInt(version).array());
            cipher.updateAAD(context);
            return cipher;
        } finally {
            Arrays.fill(wrapping, (byte) 0);
            Arrays.fill(once, (byte) 0);
        }
    }
}
