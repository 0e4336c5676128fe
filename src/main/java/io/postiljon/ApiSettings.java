package io.postiljon;

import io.postiljon.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connector of the API. A client certificate is needed: without one there is no HTTP answer.
 *
 * @param port           0 to 65535; 0 takes a free one
 * @param certificate    PEM file with the server certificate and its chain
 * @param key            PEM file with its key (PKCS#8)
 * @param trust          authorities of agencies' certificates: a PEM file, or a folder with one for each (package {@code trust})
 * @param connections    connections at once, 1 to 100,000
 * @param threads        requests at once when virtual threads are off, 1 to 10,000
 * @param bodySilence    longest gap between two pieces of a body, 1 s to 5 min; of the public connector too
 */
@ConfigurationProperties("postiljon.api")
record ApiSettings(@DefaultValue("8443") int port, Path certificate, Path key, Path trust, @DefaultValue("4096") int connections,
        @DefaultValue("200") int threads, @DefaultValue("20s") Duration bodySilence) {
    ApiSettings {
        ConnectorTls.requireFile("postiljon.api.certificate", certificate);
        ConnectorTls.requireFile("postiljon.api.key", key);
        ConnectorTls.requireFile("postiljon.api.trust", trust);
        Setting.between("postiljon.api.port", port, 0, 65535);
        if (connections < 1 || connections > 100_000 || threads < 1 || threads > 10_000) {
            throw new IllegalArgumentException("postiljon.api.connections must be 1 to 100000 and postiljon.api.threads 1 to 10000");
        }
        if (bodySilence.compareTo(Duration.ofSeconds(1)) < 0 || bodySilence.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("postiljon.api.body-silence must be 1s to 5m, is " + bodySilence);
        }
    }
}
