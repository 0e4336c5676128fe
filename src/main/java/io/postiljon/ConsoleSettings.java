package io.postiljon;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The login of the management port.
 *
 * @param openHealth whether health and metrics answer without login; for sandboxes and for ports that only the platform reaches
 */
@ConfigurationProperties("console")
public record ConsoleSettings(@DefaultValue("operator") String user, Path passwordFile, @DefaultValue("false") boolean openHealth) {}
