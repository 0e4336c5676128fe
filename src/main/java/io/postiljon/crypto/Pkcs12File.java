package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The entries of a {@link Pkcs12KeyStore} in its file: reads, makes and changes them, whole or not at all. */
record Pkcs12File(Path file, Path passwordFile) {
    static final int KEY_BYTES = 32;
    private static final String ROOT = "root-";
    private static final String TAG_ROOT = "tag-root";
    private static final String PLATFORM = "platform-";

    /** What a complete file holds; versions from 1. */
    record Content(TreeMap<Integer, SecretBytes> roots, SecretBytes tagRoot, TreeMap<Integer, SigningKey> signers) {}

    Content read() {
        char[] password = OwnerOnlyFile.readPassword(passwordFile);
        try {
            KeyStore store = load(password);
            TreeMap<Integer, SecretBytes> roots = new TreeMap<>();
            for (Map.Entry<Integer, String> entry : versions(store, ROOT).entrySet()) {
                roots.put(entry.getKey(), secret(store, entry.getValue(), password));
            }
            TreeMap<Integer, SigningKey> signers = new TreeMap<>();
            for (Map.Entry<Integer, String> entry : versions(store, PLATFORM).entrySet()) {
                PrivateKey key = (PrivateKey) store.getKey(entry.getValue(), password);
                signers.put(entry.getKey(), new SigningKey(key, (X509Certificate) store.getCertificate(entry.getValue())));
            }
            if (roots.isEmpty() || signers.isEmpty() || !store.containsAlias(TAG_ROOT)) {
                throw new KeyUnavailable("the key store lacks a root, tag or signing key");
            }
            return new Content(roots, secret(store, TAG_ROOT, password), signers);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store cannot be read", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    void create(PrivateKey signingKey, List<X509Certificate> chain) throws IOException {
        SigningKey signer = new SigningKey(signingKey, chain.getFirst());
        if (Files.notExists(passwordFile)) {
            OwnerOnlyFile.create(passwordFile, Randoms.token(KEY_BYTES).getBytes(US_ASCII));
        }
        char[] password = OwnerOnlyFile.readPassword(passwordFile);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            addSecret(store, ROOT + 1, password);
            addSecret(store, TAG_ROOT, password);
            store.setKeyEntry(PLATFORM + 1, signer.key(), password, chain.toArray(new Certificate[0]));
            OwnerOnlyFile.create(file, encoded(store, password));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store cannot be made", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    int addRoot() throws IOException {
        return change((store, password) -> {
            int version = versions(store, ROOT).lastKey() + 1;
            addSecret(store, ROOT + version, password);
            return version;
        });
    }

    int addSigner(PrivateKey key, List<X509Certificate> chain) throws IOException {
        SigningKey signer = new SigningKey(key, chain.getFirst());
        return change((store, password) -> {
            int version = versions(store, PLATFORM).lastKey() + 1;
            store.setKeyEntry(PLATFORM + version, signer.key(), password, chain.toArray(new Certificate[0]));
            return version;
        });
    }

    private interface Change {
        int apply(KeyStore store, char[] password) throws GeneralSecurityException;
    }

    private int change(Change change) throws IOException {
        read(); // Only a complete store is changed.
        char[] password = OwnerOnlyFile.readPassword(passwordFile);
        try {
            KeyStore store = load(password);
            int version = change.apply(store, password);
            OwnerOnlyFile.replace(file, encoded(store, password));
            return version;
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key store cannot be changed", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private KeyStore load(char[] password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(OwnerOnlyFile.read(file)), password);
        } catch (IOException e) {
            throw new KeyUnavailable("the key store is damaged or its password is wrong", e);
        }
        return store;
    }

    private static byte[] encoded(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }

    private static SecretBytes secret(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        byte[] bytes = store.getKey(alias, password).getEncoded();
        if (bytes.length != KEY_BYTES) {
            throw new KeyUnavailable("a root key of the key store has 32 bytes");
        }
        SecretBytes secret = SecretBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    private static void addSecret(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        byte[] bytes = Randoms.bytes(KEY_BYTES);
        store.setEntry(alias, new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")), new KeyStore.PasswordProtection(password));
        Arrays.fill(bytes, (byte) 0);
    }

    /** Aliases by version: {@code root-7} is version 7. */
    private static TreeMap<Integer, String> versions(KeyStore store, String prefix) throws GeneralSecurityException {
        TreeMap<Integer, String> versions = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.startsWith(prefix) && alias.substring(prefix.length()).matches("[1-9][0-9]{0,5}")) {
                versions.put(Integer.parseInt(alias.substring(prefix.length())), alias);
            }
        }
        return versions;
    }
}
