package io.postiljon;

import io.postiljon.crypto.Pkcs12KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code add-signing-key}: adds a signing key to a key store, in one step; a gateway that follows the file takes it without a restart. */
@Command(name = "add-signing-key", mixinStandardHelpOptions = true,
        description = "Adds a signing key of its own to a key store. Receipts are signed with it; certificates of older ones stay published.")
final class AddSigningKeyCommand implements Callable<Integer> {
    @Option(names = "--file", required = true, description = "the key store (PKCS#12)")
    private Path file;

    @Option(names = "--password-file", required = true, description = "its password file")
    private Path passwordFile;

    @Option(names = "--name", defaultValue = "Postiljon", description = "common name in the signing certificate (default: ${DEFAULT-VALUE})")
    private String name;

    @Override public Integer call() throws IOException {
        int version = Pkcs12KeyStore.addSigningKey(file, passwordFile, name, Clock.systemUTC().instant());
        System.err.println("signing version " + version + " is in " + file + "; copy the file to every node before the rest is over (keys.rest), and to your backup");
        return 0;
    }
}
