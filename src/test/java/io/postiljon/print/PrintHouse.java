package io.postiljon.print;

import static org.mockito.Mockito.mock;

import io.postiljon.Chapter;
import io.postiljon.TrafficLosses;
import io.postiljon.access.SendingRights;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.CmsSigner;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Randoms;
import io.postiljon.sandbox.SandboxClock;
import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import io.postiljon.sandbox.supplier.PgpKeys;
import io.postiljon.sandbox.supplier.PrintSupplierSimulator;
import io.postiljon.sandbox.supplier.SupplierContract;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.Cancellations;
import io.postiljon.store.PieceId;
import io.postiljon.store.NewDocument;
import io.postiljon.store.NewSending;
import io.postiljon.store.OrderFiles;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The print chapter with real parts: PostgreSQL, SFTP, OpenPGP, the supplier. Only the queue in front of it is replaced, and the
 * agreements are two of our own. The routes are those of production.
 */
final class PrintHouse implements AutoCloseable {
    static final String SENDER = "OVO002949";
    private static final List<String> ROUTES = List.of("errors", "audit", "print", "print-upload", "print-put", "print-look", "print-answers",
            "print-watch", "print-cancel");

    private final Chapter chapter;
    private final SandboxSftpServer tree;
    private final PrintSupplierSimulator supplier;
    private Optional<Printer> second = Optional.empty();

    /** A supplier besides the first: other keys, another server, envelopes with the window on the right. */
    private record Printer(SandboxSftpServer tree, PrintSupplierSimulator supplier) {}

    PrintHouse(Path folder) throws Exception {
        this(folder, Map.of());
    }

    /** @param more settings that differ from those of the other tests; with a rule, there is a second supplier, {@code TWEEDE} */
    PrintHouse(Path folder, Map<String, String> more) throws Exception {
        chapter = new Chapter(folder);
        SshKey login = SshKey.create(folder, "print-ssh");
        tree = new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway("postiljon", login.publicKeyLine()))).start();
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), tree.knownHostsLine() + "\n");
        PgpKeys ours = PgpKeys.generate("Postiljon <gateway@postiljon.example>");
        PgpKeys theirs = PgpKeys.generate("Drukker <orders@drukker.example>");
        PgpKeys.KeyFiles ourFiles = ours.writeTo(folder, "ours");
        supplier = new PrintSupplierSimulator(tree, new SupplierContract("DRUKKER", "C-2026-1", SENDER, "T"), theirs,
                ours.armoredPublicKey(), List.of(chapter.keys().signingCertificate()), chapter.clock());

        chapter.set("postiljon.public.base-url", "https://postiljon.example");
        chapter.set("print.suppliers.DRUKKER.contract-ref", "C-2026-1");
        chapter.set("print.suppliers.DRUKKER.host", "localhost");
        chapter.set("print.suppliers.DRUKKER.port", tree.port());
        chapter.set("print.suppliers.DRUKKER.user", "postiljon");
        chapter.set("print.suppliers.DRUKKER.key-file", login.privateKeyFile());
        chapter.set("print.suppliers.DRUKKER.known-hosts-file", knownHosts);
        chapter.set("print.sender-code", SENDER);
        chapter.set("print.sender-name", "Postiljon test");
        chapter.set("print.pgp.secret-key-file", ourFiles.secretKey());
        chapter.set("print.pgp.passphrase-file", ourFiles.passphrase());
        chapter.set("print.pgp.user-id", ours.userId());
        chapter.set("print.suppliers.DRUKKER.pgp.key-file", theirs.writeTo(folder, "theirs").publicKey());
        chapter.set("print.suppliers.DRUKKER.pgp.user-id", theirs.userId());
        chapter.set("print.batch.pieces", "3");
        chapter.set("print.batch.age", "1500ms");
        chapter.set("print.piece-limit", "1MB");
        chapter.set("print.lease", "10s");
        chapter.set("print.retry-pause", "200ms");
        chapter.set("print.work-period", "50");
        chapter.set("print.answer-period", "100");
        chapter.set("print.watch-period", "100");
        chapter.set("print.follow-period", "50");
        chapter.set("print.fail-over-period", "100");
        if (more.keySet().stream().anyMatch(name -> name.startsWith("print.rules"))) {
            second = Optional.of(secondPrinter(folder, ours));
        }
        chapter.set("print.resend-term", "0s");
        more.forEach(chapter::set);
        build(chapter, Lenient.class);
    }

    /** @param others beans that the chapter needs of others: rights, and a count of lost traffic lines */
    static void build(Chapter chapter, Class<?>... others) throws ClassNotFoundException {
        List<Class<?>> all = new ArrayList<>(List.of(Parts.class, PrintConfiguration.class, Class.forName("io.postiljon.EvidenceConfiguration"),
                Class.forName("io.postiljon.SftpConfiguration")));
        all.addAll(List.of(others));
        chapter.build(all.toArray(Class<?>[]::new));
    }

    private Printer secondPrinter(Path folder, PgpKeys ours) throws Exception {
        SshKey login = SshKey.create(folder, "second-ssh");
        SandboxSftpServer itsTree = new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway("postiljon", login.publicKeyLine()))).start();
        Path knownHosts = Files.writeString(folder.resolve("second_known_hosts"), itsTree.knownHostsLine() + "\n");
        PgpKeys its = PgpKeys.generate("Tweede <orders@tweede.example>");
        chapter.set("print.suppliers.TWEEDE.contract-ref", "C-2026-2");
        chapter.set("print.suppliers.TWEEDE.host", "localhost");
        chapter.set("print.suppliers.TWEEDE.port", itsTree.port());
        chapter.set("print.suppliers.TWEEDE.user", "postiljon");
        chapter.set("print.suppliers.TWEEDE.key-file", login.privateKeyFile());
        chapter.set("print.suppliers.TWEEDE.known-hosts-file", knownHosts);
        chapter.set("print.suppliers.TWEEDE.pgp.key-file", its.writeTo(folder, "second").publicKey());
        chapter.set("print.suppliers.TWEEDE.pgp.user-id", its.userId());
        chapter.set("print.suppliers.TWEEDE.cover.address-side", "RIGHT");
        return new Printer(itsTree, new PrintSupplierSimulator(itsTree, new SupplierContract("TWEEDE", "C-2026-2", SENDER, "T", SupplierContract.Window.RIGHT), its,
                ours.armoredPublicKey(), List.of(chapter.keys().signingCertificate()), chapter.clock()));
    }

    static class Parts {
        @Bean(destroyMethod = "shutdown") ExecutorService trafficTap() {
            return Executors.newSingleThreadExecutor();
        }

        @Bean CmsSigner cms(KeyStorePort keys, Clock clock) {
            return new CmsSigner(keys, clock);
        }

        @Bean OurAgreements agreements() {
            return new OurAgreements();
        }
    }

    static class Lenient {
        /** Counts what the tap loses; this house has no tap that can. */
        @Bean TrafficLosses trafficLosses() {
            return mock(TrafficLosses.class);
        }

        /** Every right stands: they are the matter of other tests. */
        @Bean SendingRights rights() {
            return mock(SendingRights.class);
        }
    }

    static final class OurAgreements implements Agreements {
        private final Set<String> gone = ConcurrentHashMap.newKeySet();

        @Override public Optional<Agreement> byCode(AgencyCode code) {
            return all().stream().filter(agreement -> agreement.code().equals(code)).findFirst();
        }

        @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
            return Optional.empty();
        }

        @Override public List<Agreement> all() {
            return Stream.of(Paper.agreement("dienst-a", Mode.LIVE), Paper.agreement("dienst-b", Mode.LIVE), Paper.agreement("dienst-r", Mode.REHEARSAL),
                    Paper.agreement("dienst-p", Mode.LIVE, PaperWishes.Priority.PRIOR, PrintClass.Sides.DUPLEX),
                    Paper.agreement("dienst-s", Mode.LIVE, PaperWishes.Priority.NON_PRIOR, PrintClass.Sides.SIMPLEX))
                    .filter(agreement -> !gone.contains(agreement.code().value())).toList();
        }
    }

    /** Starts the routes, as a node that comes up. */
    PrintHouse open() throws Exception {
        open(chapter);
        return this;
    }

    static void open(Chapter chapter) throws Exception {
        chapter.open(ROUTES, camel -> {
            camel.addComponent("jms", new SedaComponent());
            camel.addComponent("traffic", new SedaComponent());
            camel.addRoutes(new RouteBuilder() {
                @Override public void configure() {
                    from("traffic:queue:audit.traffic").to("jms:queue:audit.traffic");
                }
            });
        });
    }

    /** Stops the routes, as a node that goes away. */
    void shut() {
        chapter.shut();
    }

    /** The agreement file of this agency is removed. */
    void agreementIsRemoved(String agency) {
        bean(OurAgreements.class).gone.add(agency);
    }

    /** A sending that is a piece and waits for its batch. */
    SendingId aPieceWaits(String agency, String name) throws Exception {
        return aPieceWaits(agency, name, Paper.pdf(2), Paper.pdf(1));
    }

    SendingId aPieceWaits(String agency, String name, byte[]... documents) throws Exception {
        SendingId sending = sendingOnPaper(agency, Mode.LIVE, name, documents);
        bean(PieceOutcomes.class).queue((PreparedPiece.Ready) bean(PiecePreparation.class).prepare(sending.toString()));
        return sending;
    }

    /** As an agency that withdraws its letter, while that goes at once. */
    Optional<SendingState> cancel(SendingId sending) {
        return chapter.inTransaction(() -> bean(Cancellations.class).cancel(sending));
    }

    /** As an agency that withdraws its letter from the printer. */
    Cancellations.Asked askBack(SendingId sending) {
        return chapter.inTransaction(() -> {
            if (bean(Cancellations.class).cancel(sending).isPresent()) {
                throw new IllegalStateException("this letter is not at the printer");
            }
            return bean(Cancellations.class).ask(sending);
        });
    }

    /** The newest piece of a sending. */
    PieceId pieceOf(SendingId sending) {
        return new PieceId(database().sql("select id from gateway.print_piece where sending_id = ? order by queued_at desc, id desc limit 1")
                .param(sending.value()).query(java.util.UUID.class).single());
    }

    enum Move { AWAY, BACK }

    /** As a disk that is not mounted. */
    void moveVault(Move move) throws IOException {
        Path vault = Path.of(chapter.setting("store.vault-folder"));
        Path aside = vault.resolveSibling("vault-aside");
        switch (move) {
            case AWAY -> Files.move(vault, aside);
            case BACK -> Files.move(aside, vault);
        }
    }

    /** The file of one document is lost; its row and key are not. */
    void removeFile(SendingId sending) throws IOException {
        Files.delete(fileOf(sending));
    }

    /** As a disk that gives back other bytes than it took. */
    void damageFile(SendingId sending) throws IOException {
        Path file = fileOf(sending);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private Path fileOf(SendingId sending) throws IOException {
        String name = database().sql("select id from gateway.vault_object where sending_id = ? and kind = 'DOCUMENT' limit 1")
                .param(sending.value()).query(java.util.UUID.class).single() + ".sealed";
        try (Stream<Path> files = Files.walk(Path.of(chapter.setting("store.vault-folder")))) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    /** What a gateway beside this one needs to know. */
    Map<String, String> settings() {
        return chapter.settings();
    }

    /** Of the gateway and the supplier. */
    SandboxClock clock() {
        return chapter.clock();
    }

    PrintSupplierSimulator supplier() {
        return supplier;
    }

    /** {@code TWEEDE}. */
    PrintSupplierSimulator secondSupplier() {
        return second.orElseThrow().supplier();
    }

    SandboxSftpServer tree() {
        return tree;
    }

    <T> T bean(Class<T> type) {
        return chapter.bean(type);
    }

    JdbcClient database() {
        return bean(JdbcClient.class);
    }

    /** A sending for which paper was chosen; {@code dienst-a} names its own return address. Its message waits on the queue as soon as the routes run. */
    SendingId sendingOnPaper(String agency, Mode mode, String name, byte[]... documents) throws IOException {
        return sendingOnPaper(agency, mode, Entrance.HTTPS, name, documents);
    }

    SendingId sendingOnPaper(String agency, Mode mode, Entrance entrance, String name, byte[]... documents) throws IOException {
        AgencyCode code = new AgencyCode(agency);
        SendingId id = new SendingId(Randoms.uuidV7(Instant.now()));
        Vault vault = bean(Vault.class);
        java.util.ArrayList<NewDocument> stored = new java.util.ArrayList<>();
        for (byte[] document : documents) {
            try (VaultWriter out = vault.write(code, new DocumentId(Randoms.uuidV7(Instant.now())))) {
                out.write(document);
                SealedObject object = out.finish();
                Attachment.Role role = stored.isEmpty() ? Attachment.Role.MAIN : Attachment.Role.ANNEX;
                stored.add(new NewDocument(new Attachment("upfile" + stored.size(), "brief.pdf", role, Attachment.PdfSignature.NOT_SIGNED, object.digest()), object));
            }
        }
        vault.sync(stored.stream().map(NewDocument::object).toList());
        Sendings sendings = bean(Sendings.class);
        chapter.inTransaction(() -> {
            sendings.accept(new NewSending(id, code, mode, entrance, new MessageReference(id.toString()), new IdempotencyKey(id.toString()),
                    new Sha256("0".repeat(64)), Paper.CATEGORY, Paper.PURPOSE, ChannelWish.PAPER,
                    Paper.content(name, agency.equals("dienst-a") ? Optional.of(Paper.officeAddress()) : Optional.empty(), stored.stream().map(NewDocument::attachment).toList()), stored, "signature", "signer", "receipt",
                    Instant.now(), "trace-" + id));
            return sendings.advance(id, SendingState.ACCEPTED, SendingState.PAPER_CHOSEN);
        });
        return id;
    }

    /** Puts a sending on the queue, as the outbox relay does: at least once. */
    void deliver(SendingId sending) {
        chapter.camel().createProducerTemplate().sendBody("jms:queue:print.pieces", sending.toString());
    }

    /** Name of the only order. */
    String orderName() {
        return database().sql("select order_name from gateway.print_batch").query(String.class).single();
    }

    /** The stored bytes of the only order. */
    byte[] orderBytes() throws IOException {
        Batch batch = bean(Batches.class).find(new BatchId(database().sql("select id from gateway.print_batch").query(java.util.UUID.class).single())).orElseThrow();
        try (java.io.InputStream in = bean(OrderFiles.class).open(batch.built().orElseThrow().file())) {
            return in.readAllBytes();
        }
    }

    int attempts() {
        return database().sql("select coalesce(max(attempt), 0) from gateway.print_batch").query(Integer.class).single();
    }

    /** Records about batches and answers, which are of no single sending. */
    List<String> events() {
        return database().sql("select event from audit.record where sending_id is null order by id").query(String.class).list();
    }

    Sending find(SendingId sending) {
        return bean(Sendings.class).get(sending);
    }

    List<AuditEntry> history(SendingId sending) {
        return bean(AuditLog.class).history(sending, java.time.Instant.EPOCH);
    }

    List<String> batchStates() {
        return database().sql("select state from gateway.print_batch order by sequence").query(String.class).list();
    }

    boolean allBatchesAre(BatchState state) {
        List<String> states = batchStates();
        return !states.isEmpty() && states.stream().allMatch(state.name()::equals);
    }

    @Override public void close() {
        chapter.close();
        supplier.close();
        tree.close();
        second.ifPresent(printer -> {
            printer.supplier().close();
            printer.tree().close();
        });
    }
}
