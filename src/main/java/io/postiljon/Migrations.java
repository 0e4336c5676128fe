package io.postiljon;

import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How the schema is migrated and checked, whoever does it: the {@code migrate} command, or the gateway at its start. */
final class Migrations {
    /** One second and more apart: a database that starts with us is waited for. */
    private static final int CONNECT_RETRIES = 20;

    private Migrations() {}

    /** @param appUser login of the gateway, which the migrations give its rights */
    static FluentConfiguration configure(FluentConfiguration flyway, String appUser) {
        return flyway.locations("classpath:db/migration").placeholders(Map.of("app_role", appUser)).defaultSchema("public")
                .failOnMissingLocations(true).connectRetries(CONNECT_RETRIES).connectRetriesInterval(1);
    }
}
