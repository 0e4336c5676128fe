package io.postiljon;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.sandbox.SandboxClock;
import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.store.StoreRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.SpringCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One chapter of the gateway without the others: its beans on a real database, vault, key store and evidence, and its routes, those of
 * production, which a test opens and shuts as a node that comes and goes.
 */
public final class Chapter implements AutoCloseable {
    private static final int LOOK_MILLIS = 50;

    private final Optional<StoreRoom> room;
    private final Map<String, Object> settings = new HashMap<>();
    private final SandboxClock clock = new SandboxClock();
    private final KeyStorePort keys;
    private AnnotationConfigApplicationContext beans;
    private SpringCamelContext camel;

    public Chapter(Path folder) throws IOException {
        StoreRoom ours = StoreRoom.migrated();
        room = Optional.of(ours);
        Path keysFile = folder.resolve("keys.p12");
        Path keysPassword = folder.resolve("keys-password");
        keys = Pkcs12KeyStore.create(keysFile, keysPassword, "Postiljon test platform", Instant.now());
        set("postiljon.environment", "T");
        set("store.vault-folder", Files.createDirectories(folder.resolve("vault")));
        set("test.keys", keysFile);
        set("test.keys-password", keysPassword);
        set("test.database", ours.jdbcUrl());
        set("test.app-password", Files.readString(ours.appPasswordFile()).strip());
    }

    private Chapter(Map<String, String> settings) {
        room = Optional.empty();
        this.settings.putAll(settings);
        keys = Pkcs12KeyStore.open(Path.of(setting("test.keys")), Path.of(setting("test.keys-password")));
    }

    /** The same chapter of another gateway: on the same database, vault and keys. @param settings {@link #settings} of the first */
    public static Chapter beside(Map<String, String> settings) {
        return new Chapter(settings);
    }

    /** All of them. */
    public Map<String, String> settings() {
        return settings.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toString()));
    }

    /** Before {@link #build}. */
    public void set(String name, Object value) {
        settings.put(name, value.toString());
    }

    public String setting(String name) {
        return settings.get(name).toString();
    }

    /** Of the gateway in this process. */
    public SandboxClock clock() {
        return clock;
    }

    public KeyStorePort keys() {
        return keys;
    }

    /** @param configurations of the chapter, and what it needs of others */
    public void build(Class<?>... configurations) {
        beans = new AnnotationConfigApplicationContext();
        beans.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        beans.registerBean("clock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        beans.register(Foundation.class);
        beans.scan("io.postiljon.store", "io.postiljon.audit");
        beans.register(configurations);
        beans.refresh();
    }

    /** What every chapter stands on. */
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Foundation {
        @Bean DataSource dataSource(Environment settings) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(settings.getProperty("test.database"));
            pool.setMinimumIdle(1);         // each connection costs a login
            pool.setUsername(EmbeddedPostgres.APP);
            pool.setPassword(settings.getProperty("test.app-password"));
            return pool;
        }

        @Bean JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean PlatformTransactionManager transactions(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean Clock wallClock() {
            return Clock.systemUTC();
        }

        @Bean MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean KeyStorePort keyStore(Environment settings) {
            return Pkcs12KeyStore.open(Path.of(settings.getProperty("test.keys")), Path.of(settings.getProperty("test.keys-password")));
        }

        @Bean DocumentSealer sealer(KeyStorePort keys) {
            return new DocumentSealer(keys);
        }

        @Bean DocumentOpener opener(KeyStorePort keys) {
            return new DocumentOpener(keys);
        }

        @Bean RecordSealer records(KeyStorePort keys) {
            return new RecordSealer(keys);
        }

        @Bean Pseudonyms pseudonyms(KeyStorePort keys) {
            return new Pseudonyms(keys);
        }
    }

    /** What a chapter adds to its Camel before its routes are read. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(SpringCamelContext camel) throws Exception;
    }

    /** Starts the routes, as a node that comes up. @param routes names of files, without ending */
    public void open(List<String> routes, Preparation preparation) throws Exception {
        camel = new SpringCamelContext(beans);
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof SedaEndpoint queue) {
                queue.setPollTimeout(LOOK_MILLIS);      // a consumer ends when its look does
            }
            return endpoint;
        });
        preparation.prepare(camel);
        Properties properties = new Properties();
        properties.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(properties);
        Resource[] files = routes.stream().map(name -> ResourceHelper.resolveResource(camel, "file:routes/" + name + ".camel.yaml")).toArray(Resource[]::new);
        PluginHelper.getRoutesLoader(camel).loadRoutes(files);
        camel.start();
    }

    public SpringCamelContext camel() {
        return camel;
    }

    /** Stops the routes, as a node that goes away. */
    public void shut() {
        if (camel != null) {
            camel.stop();
            camel = null;
        }
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    public JdbcClient database() {
        return bean(JdbcClient.class);
    }

    /** The same database as its owner, who may change what the gateway cannot. */
    public JdbcClient asOwner() {
        return room.orElseThrow().asOwner();
    }

    public <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(status -> work.get());
    }

    @Override public void close() {
        shut();
        if (beans != null) {
            beans.close();
        }
        room.ifPresent(StoreRoom::close);
    }
}
