package io.postiljon;

import io.postiljon.crypto.Pkcs12KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code add-root-key}: adds a root key to a key store, in one step; a gateway that follows the file takes it without a restart. */
@Command(name = "add-root-key", mixinStandardHelpOptions = true,
        description = "Adds a root version to a key store. New documents are sealed under it; what older versions sealed still opens.")
final class AddRootKeyCommand implements Callable<Integer> {
    @Option(names = "--file", required = true, description = "the key store (PKCS#12)")
    private Path file;

    @Option(names = "--password-file", required = true, description = "its password file")
    private Path passwordFile;

    @Override public Integer call() throws IOException {
        int version = Pkcs12KeyStore.addRootVersion(file, passwordFile);
        System.err.println("root version " + version + " is in " + file + "; copy the file to every node before the rest is over (keys.rest), and to your backup");
        return 0;
    }
}
