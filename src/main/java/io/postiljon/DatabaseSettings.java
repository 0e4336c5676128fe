package io.postiljon;

import io.postiljon.settings.Setting;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * PostgreSQL.
 *
 * @param url               JDBC address without user and password
 * @param user              login of the gateway: can add to the evidence, not change it
 * @param passwordFile      its password
 * @param ownerUser         login that owns the schema; used only when its password is given
 * @param ownerPasswordFile its password, for a sandbox: the start then migrates. Left out, as in production, the start only checks
 * @param connections       size of the pool, 2 to 200
 */
@ConfigurationProperties("database")
public record DatabaseSettings(String url, String user, Path passwordFile, String ownerUser, Path ownerPasswordFile,
        @DefaultValue("16") int connections) {
    public DatabaseSettings {
        if (url == null || !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("database.url must be a jdbc:postgresql: address");
        }
        Setting.between("database.connections", connections, 2, 200);
    }
}
