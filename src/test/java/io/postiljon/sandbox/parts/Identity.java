package io.postiljon.sandbox.parts;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate with its key, in memory and on disk.
 *
 * @param name             base name of the files; alias in the store
 * @param kind             kind of key, so the algorithm to sign with
 * @param certificateFile  PEM
 * @param keyFile          PEM, PKCS#8, unencrypted, 0600
 * @param keyStoreFile     PKCS#12 with key, certificate and CA, 0600
 * @param passwordFile     password of the store, one line without newline, 0600
 */
public record Identity(String name, KeyKind kind, X509Certificate certificate, PrivateKey key,
                       Path certificateFile, Path keyFile, Path keyStoreFile, Path passwordFile) {

    public String keyStorePassword() {
        return SecretFile.password(passwordFile);
    }

    @Override public String toString() {
        return "Identity[" + name + "]";
    }
}
