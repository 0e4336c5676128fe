package io.postiljon.sandbox;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.postiljon.sandbox.login.AuthorisationServer;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.supplier.PgpKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the settings of the sandbox as one site of the gateway: the same names as {@code config/application.yaml}. */
final class SiteFile {
    private final SandboxSystem system;
    private final SshKey collector;
    private final Identity eboxClient;
    private final PgpKeys gatewayPgp;
    private final Printer first;
    private final Printer second;
    private final Map<String, Object> settings = new LinkedHashMap<>();

    /** The gateway's login at a print supplier, and the supplier's key. */
    record Printer(SshKey login, PgpKeys pgp) {}

    SiteFile(SandboxSystem system, SshKey collector, Printer first, Printer second, Identity eboxClient, PgpKeys gatewayPgp) {
        this.system = system;
        this.collector = collector;
        this.first = first;
        this.second = second;
        this.eboxClient = eboxClient;
        this.gatewayPgp = gatewayPgp;
    }

    void write(Path file) throws IOException {
        gateway();
        stores();
        drops();
        ebox();
        print();
        login();
        tokens();
        Files.writeString(file, new YAMLMapper().writeValueAsString(settings));
    }

    private void gateway() throws IOException {
        set("postiljon.environment", "T");
        set("postiljon.api.port", system.apiPort());
        set("postiljon.api.certificate", system.server().certificateFile());
        set("postiljon.api.key", system.server().keyFile());
        set("postiljon.api.trust", system.authorities());
        set("postiljon.public.port", system.publicPort());
        set("postiljon.public.certificate", system.server().certificateFile());
        set("postiljon.public.key", system.server().keyFile());
        set("postiljon.public.base-url", "https://localhost:" + system.publicPort());
        set("inspection.scanner.address", system.scanner().address());
        set("access.agreements", system.folder().resolve("agreements"));
        set("management.server.port", system.managementPort());
        set("management.server.address", "127.0.0.1");
        set("console.user", SandboxSystem.CONSOLE_USER);
        set("console.password-file", system.folder().resolve("console.password"));
        set("console.open-health", true);
        set("logging.structured.format.console", "");
        set("logging.level.org.apache.sshd", "error");            // the sandbox's own servers, not the gateway
        set("logging.level.org.apache.activemq.artemis", "error");
    }

    private void stores() {
        String direct = "localhost:" + system.database().port();
        set("database.url", system.database().jdbcUrl().replace(direct, "localhost:" + system.lines().database().port()));
        set("database.password-file", system.database().appPasswordFile());
        set("database.owner-password-file", system.database().ownerPasswordFile());
        set("broker.host", "localhost");
        set("broker.port", system.lines().broker().port());
        set("broker.password-file", system.broker().gatewayPasswordFile());
        set("broker.key-store", system.broker().gateway().keyStoreFile());
        set("broker.key-store-password-file", system.broker().gateway().passwordFile());
        set("broker.trust-store", system.internal().trustStoreFile());
        set("broker.trust-store-password-file", system.internal().trustStorePasswordFile());
        set("keys.file", system.folder().resolve("keys.p12"));
        set("keys.password-file", system.folder().resolve("keys.password"));
        set("store.vault-folder", system.folder().resolve("vault"));
        set("store.sweep-untouched", "10s");
        set("store.sweep-period", 1000);
        set("store.erase-period", 500);
    }

    private void drops() throws IOException {
        Path knownHosts = knownHosts("known_hosts", system.drops().knownHostsLine(), system.drops().port(), system.lines().drops().port());
        set("intake.sftp.host", "localhost");
        set("intake.sftp.port", system.lines().drops().port());
        set("intake.sftp.user", SandboxSystem.COLLECTOR);
        set("intake.sftp.key-file", collector.privateKeyFile());
        set("intake.sftp.known-hosts-file", knownHosts);
        set("intake.sftp.poll-delay", "1s");
    }

    private void ebox() {
        set("ebox.token.url", throughLine(system.ebox().tokenUri()));
        set("ebox.token.audience", system.ebox().tokenUri());
        set("ebox.messages.citizen", throughLine(system.ebox().registryUri()) + "/ebox/messages");
        set("ebox.messages.enterprise", throughLine(system.ebox().registryUri()) + "/ebox/messages");
        set("ebox.federation.consents", throughLine(system.ebox().federationUri()) + "/citizenEboxConsents/search");
        set("ebox.federation.preferences", throughLine(system.ebox().federationUri()) + "/eboxPreferences/search");
        set("ebox.status.asked", true);
        set("ebox.status.url", throughLine(system.ebox().registryUri()) + "/searchMessageStatus");
        set("ebox.status.message-types", throughLine(system.ebox().registryUri()) + "/refData/messageTypes");
        set("ebox.status.period", 2000);
        set("ebox.status.first-pause", "5s");
        set("dispatch.copies.period", 2000);
        set("ebox.client.id", SandboxSystem.EBOX_CLIENT);
        set("ebox.client.key-file", eboxClient.keyStoreFile());
        set("ebox.client.password-file", eboxClient.passwordFile());
        set("ebox.trust-file", system.ca().certificateFile());
        set("ebox.connection.connect", "1s");
        set("ebox.connection.response", "3s");
        set("ebox.connection.answer", "2s");
        set("ebox.breaker.pause", "1s");
        set("ebox.lease", "30s");
        set("ebox.upload-allowance", "1s");
        set("ebox.first-pause", "500ms");
        set("ebox.longest-pause", "5s");
        set("dispatch.lease", "10s");
        set("dispatch.first-pause", "500ms");
        set("dispatch.longest-pause", "5s");
    }

    private void print() throws IOException {
        Path knownHosts = knownHosts("print_known_hosts", system.printServer().knownHostsLine(), system.printServer().port(), system.lines().supplier().port());
        PgpKeys.KeyFiles own = gatewayPgp.writeTo(system.folder(), "pgp-gateway");
        PgpKeys.KeyFiles theirs = first.pgp().writeTo(system.folder(), "pgp-supplier");
        set("print.suppliers.MAIN.code", SandboxSystem.SUPPLIER_CODE);
        set("print.suppliers.MAIN.contract-ref", SandboxSystem.CONTRACT);
        set("print.suppliers.MAIN.host", "localhost");
        set("print.suppliers.MAIN.port", system.lines().supplier().port());
        set("print.suppliers.MAIN.user", SandboxSystem.PRINT_USER);
        set("print.suppliers.MAIN.key-file", first.login().privateKeyFile());
        set("print.suppliers.MAIN.known-hosts-file", knownHosts);
        set("print.sender-code", SandboxSystem.SENDER_CODE);
        set("print.sender-name", "Postiljon sandbox");
        set("print.pgp.secret-key-file", own.secretKey());
        set("print.pgp.passphrase-file", own.passphrase());
        set("print.pgp.user-id", gatewayPgp.userId());
        set("print.suppliers.MAIN.pgp.key-file", theirs.publicKey());
        set("print.suppliers.MAIN.pgp.user-id", first.pgp().userId());
        secondSupplier();
        set("print.batch.pieces", 10);
        set("print.batch.age", "3s");
        set("print.lease", "10s");
        set("print.retry-pause", "500ms");
        set("print.work-period", 200);
        set("print.answer-period", 1000);
    }

    private void secondSupplier() throws IOException {
        Path knownHosts = knownHosts("second_print_known_hosts", system.secondPrintServer().knownHostsLine(), system.secondPrintServer().port(),
                system.lines().secondSupplier().port());
        set("print.suppliers.TWEEDE.contract-ref", SandboxSystem.SECOND_CONTRACT);
        set("print.suppliers.TWEEDE.host", "localhost");
        set("print.suppliers.TWEEDE.port", system.lines().secondSupplier().port());
        set("print.suppliers.TWEEDE.user", SandboxSystem.PRINT_USER);
        set("print.suppliers.TWEEDE.key-file", second.login().privateKeyFile());
        set("print.suppliers.TWEEDE.known-hosts-file", knownHosts);
        set("print.suppliers.TWEEDE.pgp.key-file", second.pgp().writeTo(system.folder(), "pgp-second-supplier").publicKey());
        set("print.suppliers.TWEEDE.pgp.user-id", second.pgp().userId());
        set("print.suppliers.TWEEDE.cover.address-side", "RIGHT");
        set("print.rules[0].registered", true);
        set("print.rules[0].shares.TWEEDE", 100);
        set("print.rules[0].shares.DRUKKER", 0);
        set("print.rules[1].shares.DRUKKER", 100);
        set("print.rules[1].shares.TWEEDE", 0);
    }

    private void login() {
        String direct = ":" + system.login().port() + "/";
        String token = system.login().issuer() + "/v1/token";
        set("web.login.enabled", true);
        set("web.login.issuer", system.login().issuer());
        set("web.login.authorization-url", system.login().issuer() + "/v1/auth");
        set("web.login.token-url", token.replace(direct, ":" + system.lines().login().port() + "/"));
        set("web.login.keys-url", (system.login().issuer() + "/v1/keys").replace(direct, ":" + system.lines().login().port() + "/"));
        set("web.login.audience", token);
        set("web.login.client-id", SandboxSystem.LOGIN_CLIENT);
        set("web.login.key-file", eboxClient.keyStoreFile());
        set("web.login.password-file", eboxClient.passwordFile());
        set("web.login.trust-file", system.ca().certificateFile());
    }

    private void tokens() {
        set("intake.tokens.enabled", true);
        set("intake.tokens.issuer", system.tokens().issuer());
        set("intake.tokens.keys-url", system.tokens().keysUri().toString().replace(":" + system.tokens().port() + "/", ":" + system.lines().tokens().port() + "/"));
        set("intake.tokens.audience", AuthorisationServer.AUDIENCE);
        set("intake.tokens.trust-file", system.ca().certificateFile());
    }

    private String throughLine(java.net.URI address) {
        return address.toString().replace(":" + address.getPort() + "/", ":" + system.lines().ebox().port() + "/");
    }

    /** The one host key, under the port of the server itself and of the line to it. */
    private Path knownHosts(String name, String line, int port, int linePort) throws IOException {
        Path file = system.folder().resolve(name);
        Files.writeString(file, line.strip() + "\n" + line.strip().replace(":" + port, ":" + linePort) + "\n");
        return file;
    }

    private void set(String name, Object value) {
        settings.put(name, value instanceof Number || value instanceof Boolean ? value : value.toString());
    }
}
