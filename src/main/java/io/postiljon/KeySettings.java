package io.postiljon;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key store.
 *
 * @param file         PKCS#12 file with the root key and the platform's signing key, readable by this account only
 * @param passwordFile its password
 */
@ConfigurationProperties("keys")
public record KeySettings(Path file, Path passwordFile) {
    public KeySettings {
        if (file == null || passwordFile == null) {
            throw new IllegalArgumentException("keys.file and keys.password-file must be set");
        }
    }
}
