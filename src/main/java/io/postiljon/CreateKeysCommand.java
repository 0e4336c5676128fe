package io.postiljon;

import io.postiljon.crypto.Pkcs12KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code create-keys}: makes a new key store file, and its password file when there is none. Never touches a file that exists. */
@Command(name = "create-keys", mixinStandardHelpOptions = true,
        description = "Makes a new key store with a random root key and a signing key of its own.")
final class CreateKeysCommand implements Callable<Integer> {
    @Option(names = "--file", required = true, description = "the key store to make (PKCS#12)")
    private Path file;

    @Option(names = "--password-file", required = true, description = "its password file; made with a random password when it is not there")
    private Path passwordFile;

    @Option(names = "--name", defaultValue = "Postiljon", description = "common name in the signing certificate (default: ${DEFAULT-VALUE})")
    private String name;

    @Override public Integer call() throws IOException {
        Pkcs12KeyStore.create(file, passwordFile, name, Clock.systemUTC().instant());
        System.err.println("made " + file + "; keep a copy of it and of " + passwordFile + " where the gateway is not");
        return 0;
    }
}
