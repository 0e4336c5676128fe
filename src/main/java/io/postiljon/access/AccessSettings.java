package io.postiljon.access;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code agreements}: folder of the agreement files, such as {@code config/agencies}. Required; the gateway only reads it. */
@ConfigurationProperties("access")
public record AccessSettings(Path agreements) {
    public AccessSettings {
        if (agreements == null || agreements.toString().isBlank()) {
            throw new IllegalArgumentException("access.agreements must be the folder of the agreement files");
        }
    }
}
