package io.postiljon;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The database, through a login that works and cannot change evidence. The schema is migrated by {@link MigrateCommand}, and only
 * checked here, unless the owner's password is given too. The start is refused when PostgreSQL does not keep what it commits.
 */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    private static final int WAIT_MILLIS = 3_000;
    private static final int START_MILLIS = 20_000;

    @Bean HikariDataSource dataSource(DatabaseSettings settings) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("database");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(SecretFile.read("database.password-file", settings.passwordFile()));
        pool.setMaximumPoolSize(settings.connections());
        pool.setConnectionTimeout(WAIT_MILLIS);
        pool.setValidationTimeout(WAIT_MILLIS - 500);
        pool.setInitializationFailTimeout(START_MILLIS);
        pool.addDataSourceProperty("socketTimeout", "30");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("logServerErrorDetail", "false"); // it repeats the values of a row
        pool.addDataSourceProperty("ApplicationName", "postiljon");
        return pool;
    }

    @Bean FlywayConfigurationCustomizer schemaOwner(DatabaseSettings settings, @Value("${POSTILJON_PRINT_SUPPLIER:SUPPLIER}") String printSupplier) {
        return flyway -> {
            Migrations.configure(flyway, settings.user(), printSupplier);
            if (settings.ownerPasswordFile() != null) {
                flyway.dataSource(settings.url(), settings.ownerUser(),
                        SecretFile.read("database.owner-password-file", settings.ownerPasswordFile()));
            }
        };
    }

    @Bean FlywayMigrationStrategy migrateOrCheck(DatabaseSettings settings) {
        return settings.ownerPasswordFile() != null ? Flyway::migrate : DatabaseConfiguration::check;
    }

    private static void check(Flyway flyway) {
        try {
            flyway.validate();
        } catch (FlywayValidateException older) {
            throw new SchemaNotReady(older);
        }
    }

    @Bean @DependsOn("flyway") DurabilityCheck durabilityCheck(JdbcClient jdbc) {
        return new DurabilityCheck(jdbc);
    }
}
