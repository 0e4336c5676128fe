package io.postiljon;

import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How the schema is migrated and checked, whoever does it: the {@code migrate} command, or the gateway at its start. */
final class Migrations {
    /** One second and more apart: a database that starts with us is waited for. */
    private static final int CONNECT_RETRIES = 20;

    private Migrations() {}

    /**
     * @param appUser       login of the gateway, which the migrations give its rights
     * @param printSupplier whose the letters are that were printed before there could be two suppliers
     */
    static FluentConfiguration configure(FluentConfiguration flyway, String appUser, String printSupplier) {
        return flyway.locations("classpath:db/migration").placeholders(Map.of("app_role", appUser, "print_supplier", printSupplier)).defaultSchema("public")
                .failOnMissingLocations(true).connectRetries(CONNECT_RETRIES).connectRetriesInterval(1);
    }
}
