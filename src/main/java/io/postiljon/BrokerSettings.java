package io.postiljon;

import io.postiljon.settings.Setting;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Artemis, by the Core protocol over TLS with a client certificate.
 *
 * @param keyStore          PKCS#12 file with the client certificate, and its password file
 * @param trustStore        PKCS#12 file with the CA of the broker, and its password file
 * @param producers         connections kept for sending, 1 to 64
 */
@ConfigurationProperties("broker")
public record BrokerSettings(String host, int port, String user, Path passwordFile, Path keyStore, Path keyStorePasswordFile,
        Path trustStore, Path trustStorePasswordFile, @DefaultValue("4") int producers) {
    public BrokerSettings {
        if (host == null || port < 1 || port > 65535) {
            throw new IllegalArgumentException("broker.host and broker.port must name the broker");
        }
        Setting.between("broker.producers", producers, 1, 64);
    }
}
