package io.postiljon;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: brings the schema to this version, with the login of its owner. The gateway has no need of that login. */
@Command(name = "migrate", mixinStandardHelpOptions = true, description = "Brings the database to this version, with the login of the schema's owner.")
final class MigrateCommand implements Callable<Integer> {
    @Option(names = "--url", defaultValue = "${POSTILJON_DATABASE_URL:-jdbc:postgresql://localhost:5432/postiljon}",
            description = "JDBC address (default: ${DEFAULT-VALUE})")
    private String url;

    @Option(names = "--owner-user", defaultValue = "postiljon_owner", description = "login that owns the schema (default: ${DEFAULT-VALUE})")
    private String ownerUser;

    @Option(names = "--owner-password-file", defaultValue = "${POSTILJON_SECRETS:-/run/secrets}/database-owner-password",
            description = "file with its password (default: ${DEFAULT-VALUE})")
    private Path ownerPasswordFile;

    @Option(names = "--user", defaultValue = "postiljon_app", description = "login of the gateway, which gets its rights (default: ${DEFAULT-VALUE})")
    private String appUser;

    @Option(names = "--print-supplier", defaultValue = "${POSTILJON_PRINT_SUPPLIER:-SUPPLIER}",
            description = "code of the print supplier of before, whose all pieces and batches are (default: ${DEFAULT-VALUE})")
    private String printSupplier;

    @Override public Integer call() {
        try {
            var done = Migrations.configure(Flyway.configure(), appUser, printSupplier)
                    .dataSource(url, ownerUser, SecretFile.read("--owner-password-file", ownerPasswordFile)).load().migrate();
            System.err.println(done.migrationsExecuted + " migrations; the schema is at version "
                    + (done.targetSchemaVersion == null ? done.initialSchemaVersion : done.targetSchemaVersion));
            return 0;
        } catch (FlywayException failed) {
            System.err.println("not migrated: " + RouteCheck.firstLine(failed));
            return 1;
        }
    }
}
