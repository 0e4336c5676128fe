package io.postiljon;

import io.postiljon.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connector for everybody: pages of problems, the OpenAPI file, public keys.
 *
 * @param port        0 to 65535; 0 takes a free one
 * @param certificate PEM file with the server certificate and its chain
 * @param key         PEM file with its key (PKCS#8)
 * @param baseUrl     how the world reaches this connector; problems point to pages below it
 * @param connections connections at once, 1 to 100,000
 */
@ConfigurationProperties("postiljon.public")
record PublicSettings(@DefaultValue("8444") int port, Path certificate, Path key, URI baseUrl, @DefaultValue("1024") int connections) {
    PublicSettings {
        ConnectorTls.requireFile("postiljon.public.certificate", certificate);
        ConnectorTls.requireFile("postiljon.public.key", key);
        Setting.between("postiljon.public.port", port, 0, 65535);
        Setting.https("postiljon.public.base-url", baseUrl);
        if (connections < 1 || connections > 100_000) {
            throw new IllegalArgumentException("postiljon.public.connections must be 1 to 100000");
        }
    }
}
