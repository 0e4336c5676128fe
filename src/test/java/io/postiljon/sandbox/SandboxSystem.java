package io.postiljon.sandbox;

import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.EboxSimulatorSettings;
import io.postiljon.sandbox.ebox.OAuthClient;
import io.postiljon.sandbox.ebox.RecipientType;
import io.postiljon.sandbox.ebox.SenderTrio;
import io.postiljon.sandbox.login.AuthorisationServer;
import io.postiljon.sandbox.login.IdentityProvider;
import io.postiljon.sandbox.parts.EmbeddedBroker;
import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.RevocationService;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sandbox.parts.SandboxScanner;
import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.parts.TcpProxy;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import io.postiljon.sandbox.supplier.PgpKeys;
import io.postiljon.sandbox.supplier.PrintSupplierSimulator;
import io.postiljon.sandbox.supplier.SupplierContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Every part around the gateway, real or simulated, with free ports and a folder of its own: database, broker, three SFTP servers,
 * eBox, two print suppliers, a certificate authority, five agencies and one that needs access tokens. Between the gateway and each part stands a line that a test can cut.
 *
 * <p>It writes {@code site.yaml}, the settings of one site, as an operator would: with it the production main class starts, in this
 * process ({@link GatewayInProcess}) or in one of its own ({@link GatewayProcess}).
 */
public final class SandboxSystem implements AutoCloseable {
    static final String COLLECTOR = "collector";
    static final String PRINT_USER = "postiljon";
    static final String SENDER_CODE = "POSTILJON";
    static final String SUPPLIER_CODE = "DRUKKER";
    static final String CONTRACT = "SANDBOX-1";
    static final String SECOND_SUPPLIER_CODE = "TWEEDE";
    static final String SECOND_CONTRACT = "SANDBOX-2";
    static final String EBOX_CLIENT = "postiljon-sandbox";
    static final String LOGIN_CLIENT = "postiljon-login";
    /** Client of {@code welzijn} that may do everything, and one that may only read. */
    public static final String TOKEN_CLIENT = "welzijn-brieven";
    public static final String READING_CLIENT = "welzijn-lezen";
    /** Client of another agency, bound to that one's certificate. */
    public static final String OTHER_CLIENT = "belastingen-brieven";
    static final String CONSOLE_USER = "operator";

    /** An agency with all that it needs to send. */
    public record Member(SandboxAgency plan, Identity identity, SshKey sshKey) {
        public String code() {
            return plan.code();
        }

        public String kbo() {
            return plan.kbo();
        }
    }

    /** The lines between the gateway and its parts. */
    public record Lines(TcpProxy database, TcpProxy broker, TcpProxy drops, TcpProxy ebox, TcpProxy supplier, TcpProxy secondSupplier, TcpProxy login,
            TcpProxy tokens) {}

    private final Path folder;
    private final Running running;
    private final SandboxClock clock = new SandboxClock();
    private final ClockEndpoint clockEndpoint;
    private final SandboxCa ca;
    private final RevocationService revocations;
    private final SandboxCa internal;
    private final Identity server;
    private final EmbeddedPostgres database;
    private final EmbeddedBroker broker;
    private final SandboxSftpServer drops;
    private final SandboxSftpServer printServer;
    private final SandboxSftpServer secondPrintServer;
    private final EboxSimulator ebox;
    private final PrintSupplierSimulator supplier;
    private final PrintSupplierSimulator secondSupplier;
    private final IdentityProvider login;
    private final AuthorisationServer tokens;
    private final List<Member> members;
    private final Identity tokenAgency;
    private final SandboxScanner scanner;
    private final Lines lines;
    private final Identity platform;
    private final int apiPort = Ports.free();
    private final int publicPort = Ports.free();
    private final int managementPort = Ports.free();

    /** Starts all parts; the folder is emptied first. */
    public static SandboxSystem start(Path folder, Progress progress) {
        return start(folder, progress, new Running());
    }

    /** As above; {@code running} has each part from its start on. */
    static SandboxSystem start(Path folder, Progress progress, Running running) {
        try {
            return new SandboxSystem(folder.toAbsolutePath(), progress, running);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private SandboxSystem(Path folder, Progress progress, Running running) throws IOException {
        this.folder = folder;
        this.running = running;
        EmbeddedPostgres.endLeftOver(folder.resolve("postgres"));   // of a JVM that was killed: its folder must not be emptied under it
        SystemFolder.empty(folder);
        try {
            CompletableFuture<PgpKeys> secondKeys = CompletableFuture.supplyAsync(() -> PgpKeys.generate("Tweede <orders@tweede.example>"));   // while PostgreSQL starts
            clockEndpoint = keep(new ClockEndpoint(clock));
            ca = progress.timed("certificate authority", made -> "ca.pem", () -> SandboxCa.create(folder, "ca"));
            revocations = keep(ca.revocations());
            revocations.writeAuthority(authorities(), ca, "sandbox", "ocsp");
            internal = SandboxCa.create(folder, "internal-ca");   // an agency's certificate is none at the database and the broker
            database = progress.timed("PostgreSQL (durable)", made -> "localhost:" + made.port(),
                    () -> running.start(() -> EmbeddedPostgres.start(folder.resolve("postgres"), Ports.free(), internal)));
            broker = keep(progress.timed("Artemis (journal on disk)", made -> "localhost:" + made.port(),
                    () -> EmbeddedBroker.start(folder.resolve("broker"), Ports.free(), internal)));
            members = progress.timed("five agencies with their keys", made -> made.stream().map(Member::code).collect(Collectors.joining(", ")), this::admitMembers);
            tokenAgency = admitTokenAgency();
            SshKey collector = SshKey.create(folder, "collector-ssh");
            drops = keep(progress.timed("SFTP server of the agencies", made -> "sftp://localhost:" + made.port(), () -> dropServer(collector)));
            SshKey printKey = SshKey.create(folder, "print-ssh");
            printServer = keep(progress.timed("SFTP server of the print supplier", made -> "sftp://localhost:" + made.port(),
                    () -> new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway(PRINT_USER, printKey.publicKeyLine()))).start()));
            SshKey secondPrintKey = SshKey.create(folder, "second-print-ssh");
            secondPrintServer = keep(progress.timed("SFTP server of a second one", made -> "sftp://localhost:" + made.port(),
                    () -> new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway(PRINT_USER, secondPrintKey.publicKeyLine()))).start()));
            Identity eboxClient = ca.eboxClient("ebox-client", "Postiljon sandbox", "0999990024", EBOX_CLIENT);
            ebox = keep(progress.timed("eBox simulator", made -> made.baseUri().toString(), () -> eboxSimulator(eboxClient)));
            server = ca.server("gateway-server");
            platform = ca.signer("platform", "Postiljon sandbox", KeyKind.ES256);
            PgpKeys gatewayPgp = progress.timed("OpenPGP key of the gateway", PgpKeys::fingerprint, () -> PgpKeys.generate("Postiljon <gateway@postiljon.example>"));
            PgpKeys supplierPgp = progress.timed("OpenPGP key of the supplier", PgpKeys::fingerprint, () -> PgpKeys.generate("Drukker <orders@drukker.example>"));
            PgpKeys secondPgp = progress.timed("OpenPGP key of the second supplier", PgpKeys::fingerprint, secondKeys::join);
            supplier = keep(progress.timed("print supplier simulator", PrintSupplierSimulator::inspectUrl, () -> new PrintSupplierSimulator(
                    printServer, new SupplierContract(SUPPLIER_CODE, CONTRACT, SENDER_CODE, "T"), supplierPgp, gatewayPgp.armoredPublicKey(),
                    List.of(platform.certificate()), clock).start()));
            scanner = keep(progress.timed("scanner for malware", SandboxScanner::kind, SandboxScanner::start));
            secondSupplier = keep(new PrintSupplierSimulator(secondPrintServer,
                    new SupplierContract(SECOND_SUPPLIER_CODE, SECOND_CONTRACT, SENDER_CODE, "T", SupplierContract.Window.RIGHT), secondPgp,
                    gatewayPgp.armoredPublicKey(), List.of(platform.certificate()), clock).start());
            supplier.beside(secondSupplier);
            login = keep(progress.timed("identity provider (on first use)", made -> made.issuer().toString(), () -> identityProvider(eboxClient)));
            tokens = keep(progress.timed("authorisation server (on first use)", made -> made.issuer().toString(), this::authorisationServer));
            lines = new Lines(line(database.port()), line(broker.port()), line(drops.port()), line(ebox.ports().services()), line(printServer.port()),
                    line(secondPrintServer.port()), line(login.port()), line(tokens.port()));
            Pkcs12KeyStore.create(folder.resolve("keys.p12"), folder.resolve("keys.password"), platform.key(), List.of(platform.certificate()));
            SystemFolder.secret(folder.resolve("console.password"), SystemFolder.randomWord());
            new SiteFile(this, collector, new SiteFile.Printer(printKey, supplierPgp), new SiteFile.Printer(secondPrintKey, secondPgp), eboxClient, gatewayPgp).write(folder.resolve("site.yaml"));
        } catch (IOException | RuntimeException fault) {
            close();
            throw fault;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        return running.keep(part);
    }

    private TcpProxy line(int port) {
        return keep(TcpProxy.listen(Ports.free(), port));
    }

    private List<Member> admitMembers() throws IOException {
        Path agreements = Files.createDirectories(folder.resolve("agreements"));
        List<Member> admitted = new ArrayList<>();
        for (SandboxAgency agency : SandboxAgency.ALL) {
            Identity identity = ca.agency(agency.code(), agency.name(), agency.kbo(), agency.keyKind());
            SshKey sshKey = SshKey.create(folder, agency.code() + "-ssh");
            AgreementFile.write(agreements, agency, identity, Optional.of(sshKey), Thumbprints.of(identity.certificate()));
            admitted.add(new Member(agency, identity, sshKey));
        }
        return List.copyOf(admitted);
    }

    private Identity admitTokenAgency() throws IOException {
        SandboxAgency agency = SandboxAgency.WITH_TOKENS;
        Identity identity = ca.agency(agency.code(), agency.name(), agency.kbo(), agency.keyKind());
        AgreementFile.write(folder.resolve("agreements"), agency, identity, Optional.empty(), Thumbprints.of(identity.certificate()));
        return identity;
    }

    private AuthorisationServer authorisationServer() {
        Set<String> all = Set.of("magda.documents.send", "magda.documents.read", "magda.dossiers", "magda.webhooks");
        return AuthorisationServer.start(folder.resolve("tokens"), Ports.free(), ca.server("tokens-server"), ca, List.of(
                new AuthorisationServer.Client(TOKEN_CLIENT, tokenAgency.certificate(), all),
                new AuthorisationServer.Client(READING_CLIENT, tokenAgency.certificate(), Set.of("magda.documents.read")),
                new AuthorisationServer.Client(OTHER_CLIENT, members.getFirst().identity().certificate(), all)));
    }

    private SandboxSftpServer dropServer(SshKey collector) {
        List<SftpAccount> accounts = new ArrayList<>();
        accounts.add(SftpAccount.ofCollector(COLLECTOR, collector.publicKeyLine()));
        members.forEach(member -> accounts.add(SftpAccount.ofAgency(member.code(), member.code(), member.sshKey().publicKeyLine())));
        return new SandboxSftpServer(accounts, new AgreedAccounts(folder.resolve("agreements"))).start();
    }

    private EboxSimulator eboxSimulator(Identity client) {
        Set<String> represented = members.stream().map(Member::kbo).collect(Collectors.toSet());
        List<SenderTrio> trios = new ArrayList<>();
        represented.add(SandboxAgency.WITH_TOKENS.kbo());
        trios.add(SenderTrio.of(SandboxAgency.WITH_TOKENS.kbo(), SandboxAgency.SENDER_APPLICATION, SandboxAgency.CITIZEN_TYPE, RecipientType.CITIZEN));
        for (Member member : members) {
            trios.add(SenderTrio.of(member.kbo(), SandboxAgency.SENDER_APPLICATION, SandboxAgency.CITIZEN_TYPE, RecipientType.CITIZEN));
            trios.add(SenderTrio.of(member.kbo(), SandboxAgency.SENDER_APPLICATION, SandboxAgency.ENTERPRISE_TYPE, RecipientType.ENTERPRISE));
        }
        return EboxSimulator.start(EboxSimulatorSettings.sandbox(ca.contextOf(ca.server("ebox-server")),
                List.of(OAuthClient.of(EBOX_CLIENT, client.certificate(), "0999990024").withMandates(represented)), trios).withClock(clock));
    }

    /** The gateway has one RSA key at both of its partners here, since to make another takes most of a second; at a real site each has its own. */
    private IdentityProvider identityProvider(Identity client) {
        int port = Ports.free();
        return IdentityProvider.start(folder.resolve("login"), port, ca.server("login-server"), new IdentityProvider.Client(LOGIN_CLIENT,
                (RSAPublicKey) client.certificate().getPublicKey(), URI.create("https://localhost:" + publicPort + "/letter/login/return"),
                "https://localhost:" + port + "/op/v1/token"), SandboxPeople.citizens());
    }

    /** Of the gateway in this process and of both simulators. */
    public SandboxClock clock() {
        return clock;
    }

    URI clockUrl() {
        return clockEndpoint.url();
    }

    public Path folder() {
        return folder;
    }

    public SandboxCa ca() {
        return ca;
    }

    /** What the authority of the agencies says about their certificates. */
    public RevocationService revocations() {
        return revocations;
    }

    /** Folder of the authorities that the gateway trusts. */
    public Path authorities() {
        return folder.resolve("authorities");
    }

    /** Authority of the database and the broker. */
    SandboxCa internal() {
        return internal;
    }

    /** Certificate of the gateway's own connectors. */
    public Identity server() {
        return server;
    }

    public EmbeddedPostgres database() {
        return database;
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    public SandboxSftpServer drops() {
        return drops;
    }

    public SandboxSftpServer printServer() {
        return printServer;
    }

    public EboxSimulator ebox() {
        return ebox;
    }

    public SandboxSftpServer secondPrintServer() {
        return secondPrintServer;
    }

    /** Prints registered letters, and the others when the first one is held; its envelopes have the window on the right. */
    public PrintSupplierSimulator secondSupplier() {
        return secondSupplier;
    }

    public PrintSupplierSimulator supplier() {
        return supplier;
    }

    public IdentityProvider login() {
        return login;
    }

    /** Where {@code welzijn} gets its access tokens. */
    public AuthorisationServer tokens() {
        return tokens;
    }

    /** Certificate of the agency that needs access tokens; it is none of the members. */
    public Identity tokenAgency() {
        return tokenAgency;
    }

    public SandboxScanner scanner() {
        return scanner;
    }

    public Identity platform() {
        return platform;
    }

    public Lines lines() {
        return lines;
    }

    public List<Member> members() {
        return members;
    }

    public Member member(String code) {
        return members.stream().filter(member -> member.code().equals(code)).findFirst().orElseThrow();
    }

    /** What an outside client needs to know, as in {@code sandbox.json}. */
    public SandboxJson describe() {
        return SandboxFile.of(this);
    }

    public int apiPort() {
        return apiPort;
    }

    public int publicPort() {
        return publicPort;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Stops all parts, the last started first. */
    @Override public void close() {
        running.close();
    }
}
