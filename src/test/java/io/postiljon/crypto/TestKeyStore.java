package io.postiljon.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** A real key store in a folder of its own. */
record TestKeyStore(Path file, Path passwordFile) {
    static final Instant NOW = Instant.ofEpochSecond(1_764_000_000);

    static TestKeyStore in(Path folder) {
        TestKeyStore store = new TestKeyStore(folder.resolve("keys.p12"), folder.resolve("keys.password"));
        try {
            Files.createDirectories(folder);
            Pkcs12KeyStore.create(store.file, store.passwordFile, "Postiljon test platform", NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    Pkcs12KeyStore open() {
        return Pkcs12KeyStore.open(file, passwordFile);
    }

    Pkcs12KeyStore openWithout(int disabledVersion) {
        return Pkcs12KeyStore.open(file, passwordFile, Set.of(disabledVersion));
    }
}
