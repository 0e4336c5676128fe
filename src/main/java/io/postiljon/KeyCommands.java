package io.postiljon;

import io.postiljon.crypto.Pkcs12KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that make a key store and add keys to it, each in one step. A gateway that follows the file takes a new key without a restart. */
final class KeyCommands {
    private KeyCommands() {}

    /** The store that a command is about. */
    private static final class Store {
        @Option(names = "--file", required = true, description = "the key store (PKCS#12)")
        private Path file;

        @Option(names = "--password-file", required = true, description = "its password file")
        private Path passwordFile;

        private int has(String key, int version) {
            System.err.println(key + " version " + version + " is in " + file + "; copy the file to every node before the rest is over (keys.rest), and to your backup");
            return 0;
        }
    }

    /** Whose signatures they are. */
    private static final class Signer {
        @Option(names = "--name", defaultValue = "Postiljon", description = "common name in the signing certificate (default: ${DEFAULT-VALUE})")
        private String name;
    }

    /** {@code create-keys}: never touches a file that exists. */
    @Command(name = "create-keys", mixinStandardHelpOptions = true,
            description = "Makes a new key store with a random root key and a signing key of its own, and its password file, with a random password, when it is not there.")
    static final class Create implements Callable<Integer> {
        @Mixin private Store store;
        @Mixin private Signer signer;

        @Override public Integer call() throws IOException {
            Pkcs12KeyStore.create(store.file, store.passwordFile, signer.name, Clock.systemUTC().instant());
            System.err.println("made " + store.file + "; keep a copy of it and of " + store.passwordFile + " where the gateway is not");
            return 0;
        }
    }

    /** {@code add-root-key}. */
    @Command(name = "add-root-key", mixinStandardHelpOptions = true,
            description = "Adds a root version to a key store. New documents are sealed under it; what older versions sealed still opens.")
    static final class AddRoot implements Callable<Integer> {
        @Mixin private Store store;

        @Override public Integer call() throws IOException {
            return store.has("root", Pkcs12KeyStore.addRootVersion(store.file, store.passwordFile));
        }
    }

    /** {@code add-signing-key}. */
    @Command(name = "add-signing-key", mixinStandardHelpOptions = true,
            description = "Adds a signing key of its own to a key store. Receipts are signed with it; certificates of older ones stay published.")
    static final class AddSigning implements Callable<Integer> {
        @Mixin private Store store;
        @Mixin private Signer signer;

        @Override public Integer call() throws IOException {
            return store.has("signing", Pkcs12KeyStore.addSigningKey(store.file, store.passwordFile, signer.name, Clock.systemUTC().instant()));
        }
    }
}
