package io.postiljon.ebox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.EboxSimulatorSettings;
import io.postiljon.sandbox.ebox.OAuthClient;
import io.postiljon.sandbox.ebox.RecipientType;
import io.postiljon.sandbox.ebox.SenderTrio;
import io.postiljon.sandbox.parts.EmbeddedBroker;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sandbox.parts.TcpProxy;
import io.postiljon.access.CertificateStanding;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.DecidedChannel;
import io.postiljon.store.DossierRegister;
import io.postiljon.store.NewDocument;
import io.postiljon.store.NewSending;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoreRoom;
import io.postiljon.store.Sweep;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StatefulService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of a sending from its acceptance to the eBox with real parts: PostgreSQL, Artemis, the routes, TLS, and an eBox simulator.
 * The entrances and the printer are left out, so sendings for paper stay on their queue.
 */
final class DeliveringGateway implements AutoCloseable {
    static final AgencyCode LIVE = new AgencyCode("live");
    static final AgencyCode REPRESENTED = new AgencyCode("represented");
    static final AgencyCode REHEARSING = new AgencyCode("rehearsing");
    /** We publish for it too, and it never told the e-Box so. */
    static final AgencyCode UNMANDATED = new AgencyCode("unmandated");

    private static final String PLATFORM_KBO = "0999990123";
    private static final Map<AgencyCode, String> KBO = Map.of(LIVE, "0999990024", REPRESENTED, "1000000021", REHEARSING, "1999990045",
            UNMANDATED, "0999992497");
    private static final String CHAPTERS = "audit,store,dispatch,ebox,ebox-guard,ebox-status,ebox-status-call,ebox-types,dispatch-copies,ebox-registry,"
            + "ebox-token,ebox-federation,ebox-federation-call,errors";
    private static final Set<String> PARTS = Stream.of("CryptoConfiguration", "DatabaseConfiguration", "MessagingConfiguration", "QueuesConfiguration",
                    "TimeConfiguration", "EvidenceConfiguration", "DoubtsConfiguration", "OperatorConsolesConfiguration", "store.StoreConfiguration", "audit.AuditConfiguration", "access.AccessConfiguration",
                    "dispatch.DispatchConfiguration", "ebox.EboxConfiguration")
            .map(name -> "io.postiljon." + name).collect(Collectors.toUnmodifiableSet());

    private final Path folder;
    private final StoreRoom room = StoreRoom.migrated();
    private final EmbeddedBroker broker;
    private final EboxSimulator ebox;
    private final ConfigurableApplicationContext parts;
    private final TcpProxy databaseLine;

    @EnableAutoConfiguration(exclude = ArtemisAutoConfiguration.class)
    static class Parts {
        /** No agency comes in here, so nobody asks; in the gateway it is package {@code trust}'s. */
        @Bean CertificateStanding certificateStanding() {
            return certificate -> CertificateStanding.Standing.UNKNOWN;
        }
    }

    private DeliveringGateway(Path folder, Map<String, String> more, String eboxRules) throws IOException {
        this.folder = folder;
        SandboxCa ca = SandboxCa.create(folder.resolve("pki"), "ca");
        Identity platform = ca.eboxClient("platform", "Postiljon", PLATFORM_KBO, "postiljon");
        Identity agency = ca.eboxClient("agency", "Agentschap Test", KBO.get(LIVE), "agency");
        databaseLine = TcpProxy.listen(Ports.free(), room.port());
        broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free(), ca);
        ebox = EboxSimulator.start(EboxSimulatorSettings.sandbox(ca.contextOf(ca.server("ebox")),
                List.of(OAuthClient.of("platform", platform.certificate(), PLATFORM_KBO).withMandates(Set.of(KBO.get(REPRESENTED))),
                        OAuthClient.of("agency", agency.certificate(), KBO.get(LIVE))),
                Stream.of(LIVE, REPRESENTED, UNMANDATED).flatMap(code -> Stream.of(
                        SenderTrio.of(KBO.get(code), "sim:documentendienst", "SIM-BRIEF", RecipientType.ENTERPRISE),
                        SenderTrio.of(KBO.get(code), "sim:documentendienst", "SIM-BURGER", RecipientType.CITIZEN))).toList()));
        Path password = folder.resolve("keys-password");
        Files.writeString(password, UUID.randomUUID().toString());
        Files.setPosixFilePermissions(password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Pkcs12KeyStore.create(folder.resolve("keys.p12"), password, "test", Instant.now());
        agreement(folder, LIVE, "live", "own", eboxRules);
        agreement(folder, REPRESENTED, "live", "on-behalf-of", eboxRules);
        agreement(folder, UNMANDATED, "live", "on-behalf-of", eboxRules);
        agreement(folder, REHEARSING, "rehearsal", "own", eboxRules);
        SpringApplication application = new SpringApplication(Parts.class);
        application.setSources(PARTS);
        parts = application.run(settings(folder, ca, platform, agency, more));
    }

    static DeliveringGateway start(Path folder) throws IOException {
        return start(folder, Map.of("ebox.breaker.failures", "1000"));
    }

    /** @param more settings that differ from those of the other tests */
    static DeliveringGateway start(Path folder, Map<String, String> more) throws IOException {
        return start(folder, more, "");
    }

    /** @param eboxRules members of {@code ebox} in every agreement, each on a line of its own */
    static DeliveringGateway start(Path folder, Map<String, String> more, String eboxRules) throws IOException {
        return new DeliveringGateway(folder, more, eboxRules);
    }

    TcpProxy databaseLine() {
        return databaseLine;
    }

    JdbcClient database() {
        return parts.getBean(JdbcClient.class);
    }

    double gauge(String name, String tag, String value) {
        return parts.getBean(MeterRegistry.class).get(name).tag(tag, value).gauge().value();
    }

    boolean isSuspended(String route) {
        return parts.getBean(CamelContext.class).getRoute(route).getConsumer() instanceof StatefulService consumer && consumer.isSuspended();
    }

    /** No call of this route is under way. */
    boolean isIdle(String route) {
        return parts.getBean(CamelContext.class).getInflightRepository().size(route) == 0;
    }

    EboxSimulator ebox() {
        return ebox;
    }

    /** Accepts a sending of one document, as intake does; the dossier is open. */
    SendingId accept(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        openDossier(agency, recipient);
        return acceptWithoutDossier(agency, recipient, wish, document);
    }

    SendingId acceptWithoutDossier(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        return accept(agency, recipient, wish, document, type(recipient), Optional.empty(), sealed -> { });
    }

    /** Accepts a sending that has a paper address too. */
    SendingId acceptWithAddress(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        openDossier(agency, recipient);
        PostalAddress address = new PostalAddress(Optional.of("Ann Voorbeeld"), Optional.empty(), Optional.empty(), "Proefstraat", "12", Optional.empty(),
                "1000", "Brussel", "BE");
        return accept(agency, recipient, wish, document, type(recipient), Optional.of(new PaperWishes(address, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())), sealed -> { });
    }

    SendingId acceptWithAddress(AgencyCode agency, Recipient recipient, byte[] document) throws IOException {
        return acceptWithAddress(agency, recipient, ChannelWish.EBOX_ELSE_PAPER, document);
    }

    /** Accepts a sending whose document is no longer readable in the vault. */
    SendingId acceptWithABrokenDocument(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        openDossier(agency, recipient);
        return accept(agency, recipient, wish, document, type(recipient), Optional.empty(), sealed -> breakFile(sealed.id()));
    }

    /** As if a message type had been taken away by the e-Box, or mistyped in the agreement. */
    SendingId acceptOfUnknownType(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        return acceptOfType("SIM-VERDWENEN", agency, recipient, wish, document);
    }

    SendingId acceptOfType(String type, AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document) throws IOException {
        openDossier(agency, recipient);
        return accept(agency, recipient, wish, document, type, Optional.empty(), sealed -> { });
    }

    private static String type(Recipient recipient) {
        return recipient instanceof Recipient.Citizen ? "SIM-BURGER" : "SIM-BRIEF";
    }

    private void breakFile(DocumentId id) {
        try (Stream<Path> files = Files.walk(folder.resolve("vault"))) {
            Path file = files.filter(path -> path.getFileName().toString().contains(id.toString())).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private SendingId accept(AgencyCode agency, Recipient recipient, ChannelWish wish, byte[] document, String type, Optional<PaperWishes> paper,
            Consumer<SealedObject> beforeAcceptance) throws IOException {
        SendingId id = new SendingId(UUID.randomUUID());
        Vault vault = parts.getBean(Vault.class);
        SealedObject sealed;
        try (VaultWriter writer = vault.write(agency, new DocumentId(UUID.randomUUID()))) {
            writer.write(document);
            sealed = writer.finish();
        }
        vault.sync(List.of(sealed));
        beforeAcceptance.accept(sealed);
        Attachment attachment = new Attachment("upfile1", "Beslissing één.pdf", Attachment.Role.MAIN, Attachment.PdfSignature.NOT_SIGNED, sealed.digest());
        MessageContent content = new MessageContent(new KboNumber(KBO.get(agency)), Optional.empty(), Optional.of(recipient),
                new LocalText("nl", "Testbericht"), Optional.of(new EboxTrio(type, "sim:documentendienst")), List.of(attachment),
                Optional.empty(), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED, MessageContent.RegisteredMail.NO,
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), paper);
        inTransaction(() -> parts.getBean(Sendings.class).accept(new NewSending(id, agency, agency.equals(REHEARSING) ? Mode.REHEARSAL : Mode.LIVE,
                Entrance.HTTPS, new MessageReference("R-" + id), new IdempotencyKey("K-" + id), sealed.digest(),
                new DataCategory("tax-assessment"), new Purpose("levy-of-taxes"), wish, content, List.of(new NewDocument(attachment, sealed)),
                "signature", "signer", "receipt", Instant.now(), UUID.randomUUID().toString())));
        return id;
    }

    void closeDossier(AgencyCode agency, Recipient recipient) {
        inTransaction(() -> parts.getBean(DossierRegister.class).close(agency, dossier(recipient)));
    }

    private static DossierReference dossier(Recipient recipient) {
        return new DossierReference("D-" + recipient.pseudonymInput());
    }

    void openDossier(AgencyCode agency, Recipient recipient) {
        DossierReference reference = dossier(recipient);
        inTransaction(() -> parts.getBean(DossierRegister.class).open(agency, reference, Optional.of(recipient), LocalDate.of(2026, 1, 1), Optional.empty()));
    }

    Sending sending(SendingId id) {
        return parts.getBean(Sendings.class).get(id);
    }

    boolean hasContent(SendingId id) {
        return parts.getBean(Sendings.class).content(id).isPresent() || !parts.getBean(Sendings.class).documents(id).isEmpty();
    }

    List<AuditEntry> history(SendingId id) {
        return parts.getBean(AuditLog.class).history(id, Instant.EPOCH);
    }

    /** The same message once more, as a broker does after a lost acknowledgement. */
    void deliverAgain(String queue, SendingId id) {
        parts.getBean(ProducerTemplate.class).sendBody("jms:queue:" + queue, id.toString());
    }

    void deliver(String queue, SendingId id, String traceId) {
        parts.getBean(ProducerTemplate.class).sendBodyAndHeader("jms:queue:" + queue, id.toString(), "GatewayTraceId", traceId);
    }

    /** What the console shows and does. */
    Object console(String operation, String... arguments) {
        String[] signature = Stream.of(arguments).map(argument -> "java.lang.String").toArray(String[]::new);
        try {
            return ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("io.postiljon:type=Doubts"), operation, arguments, signature);
        } catch (MBeanException refused) {
            throw new IllegalStateException(refused.getCause().getMessage());
        } catch (JMException broken) {
            throw new IllegalStateException(broken);
        }
    }

    long waitingFor(String queue) {
        return broker.messagesIn(queue);
    }

    void letTheDeadlinePass(SendingId id) {
        parts.getBean(JdbcClient.class).sql("update gateway.sending set deadline = now() where id = ?").param(id.value()).update();
    }

    /** What a worker leaves that was killed in the middle of its work; that it still lives here only makes its answer a late one. */
    void letTheLeaseEnd(SendingId id) {
        parts.getBean(JdbcClient.class).sql("update gateway.sending set leased_until = now() - interval '1 second' where id = ?")
                .param(id.value()).update();
    }

    long inFlight(AgencyCode agency) {
        return parts.getBean(JdbcClient.class).sql("select count(*) from gateway.sending where agency = ? and queued_at is not null")
                .param(agency.value()).query(Long.class).single();
    }

    /** As if another worker had it in hand for the next hour. */
    void holdTheLease(SendingId id) {
        parts.getBean(JdbcClient.class).sql("update gateway.sending set leased_until = now() + interval '1 hour', next_attempt_at = null where id = ?")
                .param(id.value()).update();
    }

    /** Makes the database refuse this rule: a fault in the middle of the choice that nobody foresaw. */
    void forbidRule(String rule) {
        asOwner("alter table gateway.sending add constraint fault_of_a_test check (channel_rule is distinct from '" + rule + "') not valid");
    }

    void allowAllRules() {
        asOwner("alter table gateway.sending drop constraint if exists fault_of_a_test");
    }

    private void asOwner(String sql) {
        try (Connection owner = room.connectAsOwner(); Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Kinds of the open items of a sending. */
    List<String> openItems(SendingId id) {
        return parts.getBean(JdbcClient.class).sql("select kind from gateway.open_item where sending_id = ? and closed_at is null order by kind")
                .param(id.value()).query(String.class).list();
    }

    double counted(String counter, String tag, String value) {
        return parts.getBean(MeterRegistry.class).find(counter).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
    }

    /** As if nobody had touched it for an hour, and nothing were waiting for the broker. */
    void letItBeForgotten(SendingId id) {
        JdbcClient jdbc = parts.getBean(JdbcClient.class);
        jdbc.sql("update gateway.sending set touched_at = now() - interval '1 hour' where id = ?").param(id.value()).update();
        jdbc.sql("delete from gateway.outbox where sending_id = ?").param(id.value()).update();
    }

    void planTheRetryInAnHour(SendingId id) {
        letItBeForgotten(id);
        parts.getBean(JdbcClient.class).sql("update gateway.sending set next_attempt_at = now() + interval '1 hour', leased_until = null where id = ?")
                .param(id.value()).update();
    }

    void sweep() {
        parts.getBean(Sweep.class).requeueForgotten();
    }

    boolean waitsForTheBroker(SendingId id) {
        return parts.getBean(JdbcClient.class).sql("select count(*) from gateway.outbox where sending_id = ?").param(id.value())
                .query(Long.class).single() > 0;
    }

    List<Long> sizesInEvidence(SendingId id) {
        return parts.getBean(JdbcClient.class).sql("select size_bytes from audit.record where sending_id = ?").param(id.value())
                .query(Long.class).list();
    }

    /** As if the choice of channel had been made long ago. */
    void letTheAnswerGrowOld(SendingId id) {
        parts.getBean(JdbcClient.class).sql("""
                update gateway.sending set channel_data = jsonb_set(channel_data, '{askedAt}', '"2026-01-01T00:00:00Z"') where id = ?""")
                .param(id.value()).update();
    }

    /** As if the day of its copy had come; what the eBox said before counts no more. */
    void letTheCopyBecomeDue(SendingId id) {
        database().sql("update gateway.ebox_reading set next_status_at = now() where sending_id = ?").param(id.value()).update();
        database().sql("update gateway.paper_copy set due_at = now(), next_at = now() where sending_id = ?").param(id.value()).update();
    }

    /** As if the validity of its message were over. */
    void letTheMessageExpire(SendingId id) {
        database().sql("update gateway.sending set ebox_expires_at = now() where id = ?").param(id.value()).update();
        database().sql("update gateway.ebox_reading set next_status_at = now() where sending_id = ?").param(id.value()).update();
    }

    boolean isFollowed(SendingId id) {
        return database().sql("select count(*) from gateway.ebox_reading where sending_id = ?").param(id.value()).query(Long.class).single() > 0;
    }

    boolean copyIsPlanned(SendingId id) {
        return database().sql("select count(*) from gateway.paper_copy where sending_id = ?").param(id.value()).query(Long.class).single() > 0;
    }

    /** Rules of all decisions, oldest first. */
    List<String> rules(SendingId id) {
        return parts.getBean(ChannelDecisions.class).of(id).stream().map(DecidedChannel::rule).toList();
    }

    private void inTransaction(Runnable work) {
        parts.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    private String[] settings(Path folder, SandboxCa ca, Identity platform, Identity agency, Map<String, String> more) {
        String routes = Stream.of(CHAPTERS.split(",")).map(name -> "file:routes/" + name + ".camel.yaml").collect(Collectors.joining(","));
        Map<String, Object> settings = new HashMap<>(Map.ofEntries(
                Map.entry("spring.config.location", "file:config/application.yaml"),
                Map.entry("spring.main.web-application-type", "none"),
                Map.entry("camel.main.routes-include-pattern", routes),
                Map.entry("management.endpoint.health.validate-group-membership", false),
                Map.entry("logging.structured.format.console", ""),
                Map.entry("database.url", room.jdbcUrl().replace(":" + room.port() + "/", ":" + databaseLine.port() + "/")),
                Map.entry("database.password-file", room.appPasswordFile()),
                Map.entry("database.owner-password-file", room.ownerPasswordFile()),
                Map.entry("broker.host", "localhost"),
                Map.entry("broker.port", broker.port()),
                Map.entry("broker.password-file", broker.gatewayPasswordFile()),
                Map.entry("broker.key-store", broker.gateway().keyStoreFile()),
                Map.entry("broker.key-store-password-file", broker.gateway().passwordFile()),
                Map.entry("broker.trust-store", ca.trustStoreFile()),
                Map.entry("broker.trust-store-password-file", ca.trustStorePasswordFile()),
                Map.entry("keys.file", folder.resolve("keys.p12")),
                Map.entry("keys.password-file", folder.resolve("keys-password")),
                Map.entry("store.vault-folder", folder.resolve("vault")),
                Map.entry("store.outbox-pause", "100ms"),
                Map.entry("access.agreements", folder.resolve("agencies")),
                Map.entry("dispatch.first-pause", "200ms"),
                Map.entry("dispatch.longest-pause", "1s"),
                Map.entry("ebox.token.url", ebox.tokenUri()),
                Map.entry("ebox.messages.citizen", ebox.registryUri() + "/ebox/messages"),
                Map.entry("ebox.messages.enterprise", ebox.registryUri() + "/ebox/messages/"),
                Map.entry("ebox.federation.consents", ebox.federationUri() + "/citizenEboxConsents/search"),
                Map.entry("ebox.federation.preferences", ebox.federationUri() + "/eboxPreferences/search"),
                Map.entry("ebox.status.url", ebox.registryUri() + "/searchMessageStatus"),
                Map.entry("ebox.status.message-types", ebox.registryUri() + "/refData/messageTypes"),
                Map.entry("ebox.client.id", "platform"),
                Map.entry("ebox.client.key-file", platform.keyStoreFile()),
                Map.entry("ebox.client.password-file", platform.passwordFile()),
                Map.entry("ebox.agency-clients.live.id", "agency"),
                Map.entry("ebox.agency-clients.live.key-file", agency.keyFile()),
                Map.entry("ebox.trust-file", ca.certificateFile()),
                Map.entry("ebox.connection.answer", "2s"),
                Map.entry("ebox.first-pause", "200ms"),
                Map.entry("ebox.longest-pause", "1s"),
                Map.entry("ebox.answer-max-age", "3s")));
        settings.putAll(more);
        return settings.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue()).toArray(String[]::new);
    }

    private static void agreement(Path folder, AgencyCode code, String mode, String client, String eboxRules) throws IOException {
        Path file = folder.resolve("agencies").resolve(code.value() + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                name: Agentschap %s
                organisation:
                  kbo: "%s"
                mode: %s
                services: [EBOX_CITIZEN, EBOX_ENTERPRISE, PRINT]
                dataCategories: [tax-assessment]
                purposes: [levy-of-taxes]
                defaultChannel: EBOX
                ebox:
                  client: %s
                %s  messageTypes:
                    - {id: SIM-BURGER, senderApplicationId: "sim:documentendienst", for: citizen}
                    - {id: SIM-VERDWENEN, senderApplicationId: "sim:documentendienst", for: citizen}
                    - {id: SIM-BRIEF, senderApplicationId: "sim:documentendienst", for: enterprise}
                print:
                  retentionDays: {minimum: 30, default: 90, maximum: 365}
                  documentType: letter
                  registered: false
                  duplex: true
                  downloadable: true
                  priority: NON_PRIOR
                dataProtectionOfficer:
                  name: Functionaris
                  email: dpo@example.org
                """.formatted(code, KBO.get(code), mode, client, eboxRules.indent(2)));
    }

    @Override public void close() {
        parts.close();
        broker.close();
        databaseLine.close();
        room.close();
        ebox.close();                                   // last: it throws when it broke its contract
    }
}
