package io.postiljon.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts the authorities of one PEM file and nobody else. */
public final class PemTrust {
    private PemTrust() {}

    /**
     * @param setting that names the file, for who has to mend it
     * @throws IllegalArgumentException when it is missing, larger than 1 MiB, or holds no certificate
     */
    public static X509TrustManager of(String setting, Path file) {
        try {
            if (Files.size(file) > OwnerOnlyFile.LIMIT_BYTES) {
                throw new IOException("larger than 1 MiB");
            }
            List<X509Certificate> authorities = KeyFileForm.certificates(Files.readAllBytes(file));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), authorities.get(i));
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return Arrays.stream(managers.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast).findFirst().orElseThrow();
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(setting + " must name a PEM file with the certificates of authorities", unusable);
        }
    }
}
