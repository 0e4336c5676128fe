package io.postiljon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a secret from its file. Settings hold paths, never values. */
final class SecretFile {
    private static final int LIMIT_BYTES = 4096;

    private SecretFile() {}

    /** The text of the file without the line end that editors add. */
    static String read(String setting, Path file) {
        if (file == null) {
            throw new IllegalArgumentException(setting + " must be set: the path of a file that holds the secret");
        }
        try {
            if (Files.size(file) > LIMIT_BYTES) {
                throw new IllegalArgumentException(setting + ": the file is larger than a secret");
            }
            String secret = Files.readString(file).stripTrailing();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(setting + ": the file is empty");
            }
            return secret;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(setting + ": the file cannot be read", unreadable);
        }
    }
}
