package io.postiljon.tracking;

import io.postiljon.Chapter;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.StatusEvent;
import io.postiljon.audit.StatusEvents;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Randoms;
import io.postiljon.crypto.WebhookSigner;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Service;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.NewDocument;
import io.postiljon.store.NewPiece;
import io.postiljon.store.NewSending;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceTerms;
import io.postiljon.store.Pieces;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tracking chapter with real parts: PostgreSQL, SFTP, TLS. The agreements are ours to change; the routes are those of production. */
final class TrackingHouse implements AutoCloseable {
    static final AgencyCode A = new AgencyCode("dienst-a");
    static final AgencyCode B = new AgencyCode("dienst-b");
    static final Recipient CITIZEN = new Recipient.Citizen(new Insz("90610199729"));
    private static final List<String> ROUTES = List.of("errors", "intake-upload", "tracking-webhooks", "tracking-files", "tracking-statements");

    private final SandboxCa ca;
    private final Chapter chapter;
    private final SandboxSftpServer tree;

    TrackingHouse(Path folder) throws Exception {
        ca = SandboxCa.create(folder.resolve("pki"), "ca");
        chapter = new Chapter(folder);
        SshKey collector = SshKey.create(folder, "collector-ssh");
        SshKey agency = SshKey.create(folder, "agency-ssh");
        tree = new SandboxSftpServer(List.of(SftpAccount.ofCollector("collector", collector.publicKeyLine()),
                SftpAccount.ofAgency("a-account", "a-account", agency.publicKeyLine()))).start();
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), tree.knownHostsLine() + "\n");
        chapter.set("intake.sftp.host", "localhost");
        chapter.set("intake.sftp.port", tree.port());
        chapter.set("intake.sftp.user", "collector");
        chapter.set("intake.sftp.key-file", collector.privateKeyFile());
        chapter.set("intake.sftp.known-hosts-file", knownHosts);
        chapter.set("tracking.events.wait-pause", "50ms");
        chapter.set("tracking.webhooks.secrets-folder", Files.createDirectories(folder.resolve("webhook-secrets")));
        chapter.set("tracking.webhooks.trust-file", ca.certificateFile());
        chapter.set("tracking.webhooks.connect", "1s");
        chapter.set("tracking.webhooks.answer", "2s");
        chapter.set("tracking.webhooks.lease", "4s");
        chapter.set("tracking.webhooks.pauses", "200ms,300ms,400ms");
        chapter.set("tracking.webhooks.jitter", "0");
        chapter.set("tracking.webhooks.period", "50");
        chapter.set("tracking.webhooks.follow-period", "100");
        chapter.set("tracking.webhooks.tidy-period", "60000");
        chapter.set("tracking.files.age", "200ms");
        chapter.set("tracking.files.events", "4");
        chapter.set("tracking.files.period", "100");
        chapter.set("tracking.statements.period", "100");
        chapter.build(Parts.class, TrackingConfiguration.class, WebhookConfiguration.class, Class.forName("io.postiljon.SftpConfiguration"));
    }

    static class Parts {
        @Bean DetachedJwsSigner fileSigner(KeyStorePort keys, Clock clock) {
            return new DetachedJwsSigner(keys, clock);
        }

        @Bean WebhookSigner webhookSigner(KeyStorePort keys) {
            return new WebhookSigner(keys);
        }

        @Bean OurAgreements agreements() {
            return new OurAgreements();
        }
    }

    /** Agreements that a test changes while the routes run. */
    static final class OurAgreements implements Agreements {
        private final Map<AgencyCode, Agreement> inForce = new ConcurrentHashMap<>(Map.of(
                A, agreement(A, Optional.of(new Agreement.SftpAccount("a-account", Set.of())), List.of()),
                B, agreement(B, Optional.empty(), List.of())));

        void put(Agreement agreement) {
            inForce.put(agreement.code(), agreement);
        }

        @Override public Optional<Agreement> byCode(AgencyCode code) {
            return Optional.ofNullable(inForce.get(code));
        }

        @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
            return Optional.empty();
        }

        @Override public List<Agreement> all() {
            return List.copyOf(inForce.values());
        }
    }

    static Agreement agreement(AgencyCode code, Optional<Agreement.SftpAccount> sftp, List<Agreement.Webhook> webhooks) {
        return new Agreement(code, "Dienst Voorbeeld", new KboNumber(code.equals(A) ? "0999990024" : "0999990123"), Optional.empty(), Mode.LIVE,
                Set.of(Service.PRINT), Set.of(), Set.of(), ChannelWish.PAPER, Set.of(), Set.of(), sftp, List.of(),
                Agreement.EboxClient.OWN, Agreement.EboxRules.DEFAULT, new Agreement.PrintRetention(30, 60, 90), Optional.empty(),
                new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty()),
                new Agreement.Limits(600, 2, Duration.ofSeconds(20)), List.of(),
                new Agreement.Contact("Functionaris", "dpo@dienst.example", Optional.empty()), Set.of(), webhooks, Optional.empty(), Optional.empty(),
                new Agreement.Trial(50));
    }

    /** From now on the agency has these addresses. */
    void webhooks(AgencyCode code, Agreement.Webhook... webhooks) {
        bean(OurAgreements.class).put(agreement(code, bean(Agreements.class).byCode(code).orElseThrow().sftp(), List.of(webhooks)));
    }

    Asker asker(AgencyCode code) {
        return new Asker(bean(Agreements.class).byCode(code).orElseThrow(), "certificate-of-" + code, "trace");
    }

    /** Starts the routes, as a node that comes up. */
    TrackingHouse open() throws Exception {
        chapter.open(ROUTES, camel -> {
            camel.getRegistry().bind("webhookRoutes", new WebhookRoutes(camel, bean(Agreements.class)));
            camel.addComponent("agencyHttps", new WebhookConfiguration().agencyHttps(bean(TrackingSettings.class)));   // a stopped one stays so
        });
        return this;
    }

    /** Stops the routes, as a node that goes away. */
    void shut() {
        chapter.shut();
    }

    SandboxCa ca() {
        return ca;
    }

    SandboxSftpServer tree() {
        return tree;
    }

    Path secretsFolder() {
        return Path.of(chapter.setting("tracking.webhooks.secrets-folder"));
    }

    <T> T bean(Class<T> type) {
        return chapter.bean(type);
    }

    JdbcClient database() {
        return bean(JdbcClient.class);
    }

    <T> T inTransaction(java.util.function.Supplier<T> work) {
        return chapter.inTransaction(work);
    }

    /** An accepted sending with its evidence, as intake leaves it. */
    SendingId accepted(AgencyCode agency) {
        return accepted(agency, "ref-" + Randoms.uuidV7(Instant.now()));
    }

    SendingId accepted(AgencyCode agency, String reference) {
        SendingId id = new SendingId(Randoms.uuidV7(Instant.now()));
        SealedObject sealed = sealed(agency);
        Attachment attachment = new Attachment("upfile1", "brief.pdf", Attachment.Role.MAIN, Attachment.PdfSignature.NOT_SIGNED, sealed.digest());
        MessageContent content = new MessageContent(new KboNumber("0999990024"), Optional.empty(), Optional.of(CITIZEN), new LocalText("nl", "Testbrief"),
                Optional.empty(), List.of(attachment), Optional.empty(), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED,
                MessageContent.RegisteredMail.NO, Optional.empty(), Optional.empty(), List.of(), Optional.of(new DossierReference("dossier-7")), Optional.empty());
        return inTransaction(() -> {
            Instant now = Instant.now();
            bean(Sendings.class).accept(new NewSending(id, agency, Mode.LIVE, Entrance.HTTPS, new MessageReference(reference), new IdempotencyKey(id.toString()),
                    new Sha256("0".repeat(64)), new DataCategory("tax-assessment"), new Purpose("levy-of-taxes"), ChannelWish.PAPER, content,
                    List.of(new NewDocument(attachment, sealed)), "signature", "signer", "header.payload.receipt", now, "trace-" + id));
            append(record(AuditEvent.SENDING_ACCEPTED, agency, id).withSubject(RecipientKind.CITIZEN, Optional.of(CITIZEN)).withFirstState(SendingState.ACCEPTED));
            return id;
        });
    }

    private SealedObject sealed(AgencyCode agency) {
        try (VaultWriter out = bean(Vault.class).write(agency, new DocumentId(Randoms.uuidV7(Instant.now())))) {
            out.write("%PDF-1.7 brief".getBytes(StandardCharsets.US_ASCII));
            SealedObject sealed = out.finish();
            bean(Vault.class).sync(List.of(sealed));
            return sealed;
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** As a worker moves a sending on, with the evidence. */
    void moved(SendingId id, SendingState from, SendingState to) {
        inTransaction(() -> {
            move(id, from, to);
            return id;
        });
    }

    /** Inside a transaction. */
    void move(SendingId id, SendingState from, SendingState to) {
        if (!bean(Sendings.class).advance(id, from, to)) {
            throw new IllegalStateException("the sending is not " + from);
        }
        AuditEvent event = from == SendingState.ACCEPTED ? AuditEvent.CHANNEL_CHOSEN : AuditEvent.EBOX_PUBLISHED;
        append(record(event, find(id).agency(), id).withStates(from, to)
                .withDetail(event == AuditEvent.CHANNEL_CHOSEN ? Map.of("channel", to == SendingState.PAPER_CHOSEN ? "PAPER" : "EBOX") : Map.of()));
    }

    /** A piece that waits for a batch. */
    SendingId queuedForPrint(AgencyCode agency) {
        SendingId id = accepted(agency);
        moved(id, SendingState.ACCEPTED, SendingState.PAPER_CHOSEN);
        StoredDocument document = bean(Sendings.class).documents(id).getFirst();
        inTransaction(() -> {
            move(id, SendingState.PAPER_CHOSEN, SendingState.PRINT_QUEUED);
            bean(Pieces.class).queue(new NewPiece(new PieceId(Randoms.uuidV7(Instant.now())), id, new SupplierCode("DRUKKER"), PrintClass.parse("NON_PRIOR.ORDINARY.DUPLEX"), 1, 1, 10,
                    List.of(new NewPiece.Part(document.id(), PieceDocument.Role.MAIN, 1)),
                    new PieceTerms("OVO000000", "letter", Optional.empty(), Optional.empty()), Instant.now().plus(Duration.ofDays(30))));
            return id;
        });
        return id;
    }

    void append(AuditRecord record) {
        bean(AuditLog.class).append(record);
    }

    AuditRecord record(AuditEvent event, AgencyCode agency, SendingId id) {
        return AuditRecord.of(event, AuditOutcome.DONE, Actor.gateway("test"), Instant.now(), "trace-" + id).withAgency(agency, Mode.LIVE).withSending(id);
    }

    Sending find(SendingId id) {
        return bean(Sendings.class).get(id);
    }

    List<StatusEvent> events(SendingId id) {
        return bean(StatusEvents.class).ofSending(id, 100);
    }

    List<String> evidence(SendingId id) {
        return new ArrayList<>(bean(AuditLog.class).history(id, Instant.EPOCH).stream().map(entry -> entry.event().name()).toList());
    }

    @Override public void close() {
        chapter.close();
        tree.close();
    }
}
