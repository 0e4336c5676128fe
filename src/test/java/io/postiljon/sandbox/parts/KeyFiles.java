package io.postiljon.sandbox.parts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The forms in which keys and certificates are written down: PEM (RFC 7468) and PKCS#12 (RFC 7292). */
final class KeyFiles {
    private KeyFiles() {}

    /** Key, certificate and authority under the identity's name and password. */
    static KeyStore storeOf(Identity identity, X509Certificate authority) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(identity.name(), identity.key(), identity.keyStorePassword().toCharArray(),
                new Certificate[] {identity.certificate(), authority});
        return store;
    }

    static KeyStore trusting(X509Certificate authority, String alias) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry(alias, authority);
        return store;
    }

    static byte[] bytes(KeyStore store, String password) throws IOException, GeneralSecurityException {
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        return bytes.toByteArray();
    }

    static String pem(String type, byte[] der) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        }
        return text.toString();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
