package io.postiljon;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key store.
 *
 * @param file         PKCS#12 file with the root key and the platform's signing key, readable by this account only
 * @param passwordFile its password
 * @param rest         from the moment that a running node took a new key until it seals or signs with it, 0 to 1 day
 */
@ConfigurationProperties("keys")
public record KeySettings(Path file, Path passwordFile, @DefaultValue("10m") Duration rest) {
    public KeySettings {
        if (file == null || passwordFile == null) {
            throw new IllegalArgumentException("keys.file and keys.password-file must be set");
        }
        if (rest.isNegative() || rest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("keys.rest must be 0 to 1 day, is " + rest);
        }
    }
}
