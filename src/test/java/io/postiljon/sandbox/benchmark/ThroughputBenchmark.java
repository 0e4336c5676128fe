package io.postiljon.sandbox.benchmark;

import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.sandbox.GatewayProcess;
import io.postiljon.sandbox.Progress;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * How many signed documents per second go through the gateway, end to end, and how that compares with what could not be avoided.
 *
 * <p>Method. The gateway runs as a process of its own with the settings of production where they matter (durable database, synced vault
 * and journal, production's leases, pauses and sweeps), without the lines that tests can cut. In this process run the clients, the broker and the
 * eBox simulator; the database has its own. All share the processors of one machine. Clients send over kept-alive mutual TLS, each
 * the next sending when it has the answer to the last one, at most as many as {@link BenchmarkPlan} says. After a warm-up, and
 * when its last sending is delivered, the clients send for the measured time; then the backlog drains. Processor time counts from
 * the first measured request to the last delivery, so each sending is counted with all its work.
 *
 * <p>Then the gateway ends, and in the same run each unavoidable primitive is measured alone ({@link PrimitiveCosts}: processor time of one thread)
 * and all of them together with as many workers as there were clients ({@link BareLoop}). The first gives a ratio of processor
 * times, which a busy machine changes little; the second a share of throughput, which it changes a lot.
 *
 * <p>Not in it: questions to the federation service (three citizens, whose answers are remembered), paper, SFTP.
 */
public final class ThroughputBenchmark {
    private static final String AGENCY = "belastingen";
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    private final BenchmarkPlan plan;
    private final SandboxSystem system;
    private final byte[] document;
    private final SSLContext agencyTls;

    private ThroughputBenchmark(BenchmarkPlan plan, SandboxSystem system) {
        this.plan = plan;
        this.system = system;
        this.document = SamplePdf.saying("Benchmark", plan.documentBytes());
        this.agencyTls = system.ca().contextOf(system.member(AGENCY).identity());
    }

    public static void main(String[] args) throws Exception {
        BenchmarkPlan plan = BenchmarkPlan.fromProperties();
        LoggingSystem.get(ThroughputBenchmark.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try (SandboxSystem system = SandboxSystem.start(plan.folder(), Progress.CONSOLE)) {
            String report = new ThroughputBenchmark(plan, system).run().text();
            Files.writeString(plan.folder().resolve("report.txt"), report);
            System.out.println("\n" + report);
        }
        System.exit(0);
    }

    private BenchmarkReport run() throws Exception {
        String load = Files.exists(Path.of("/proc/loadavg")) ? Files.readString(Path.of("/proc/loadavg")).split(" ")[0] : "unknown";
        LoadResult result;
        try (GatewayProcess gateway = GatewayProcess.start(system, plan.gatewayOptions(), settings());
                GatewayMeter meter = new GatewayMeter(gateway.handle(), system.managementPort())) {
            Senders senders = senders();
            System.out.printf("%nwarm-up ...%n");
            senders.sendFor(plan.warmUp());
            awaitDelivery();
            System.out.printf("sending for %d s ...%n", plan.measured().toSeconds());
            result = measure(senders, meter);
        }
        System.out.printf("measuring the primitives ...%n");
        KeyStorePort keys = Pkcs12KeyStore.open(system.folder().resolve("keys.p12"), system.folder().resolve("keys.password"));
        SSLContext gatewayTls = system.ca().contextOf(system.server());
        try (Connection owner = system.database().connectAsOwner()) {
            Primitives.createTable(owner);
        }
        Path folder = system.folder().resolve("primitives");
        PrimitiveCosts costs;
        try (Primitives primitives = new Primitives(document, folder.resolve("alone"), keys, system.database().connectAsOwner())) {
            costs = PrimitiveCosts.measure(primitives, document, agencyTls, gatewayTls, plan.primitives());
        }
        double bare = new BareLoop(plan.clients(), document, folder, keys, system.database(), agencyTls, gatewayTls).perSecond(plan.primitives().multipliedBy(4));
        return new BenchmarkReport(plan, load, result, costs, bare);
    }

    private LoadResult measure(Senders senders, GatewayMeter meter) throws Exception {
        long deliveredBefore = delivered();
        Duration gatewayBefore = meter.cpu();
        Duration databaseBefore = databaseCpu();
        Duration ownBefore = ownCpu();
        Instant start = Instant.now();
        Senders.Harvest harvest = senders.sendFor(plan.measured());
        Instant stop = Instant.now();
        long delivered = delivered() - deliveredBefore;
        awaitDelivery();
        return new LoadResult(harvest, Duration.between(start, stop), delivered, harvest.acceptedNanos().length - delivered,
                Duration.between(stop, Instant.now()), meter.cpu().minus(gatewayBefore), databaseCpu().minus(databaseBefore),
                ownCpu().minus(ownBefore), meter.peakHeapBytes(), meter.peakResidentBytes());
    }

    /** Straight to the parts, and production's times where the sandbox hurries. */
    private String[] settings() {
        String ebox = system.ebox().registryUri() + "/ebox/messages";
        return new String[] {"--database.url=" + system.database().jdbcUrl(), "--broker.port=" + system.broker().port(),
            "--ebox.token.url=" + system.ebox().tokenUri(), "--ebox.messages.citizen=" + ebox, "--ebox.messages.enterprise=" + ebox,
            "--ebox.federation.consents=" + system.ebox().federationUri() + "/citizenEboxConsents/search",
            "--ebox.federation.preferences=" + system.ebox().federationUri() + "/eboxPreferences/search",
            "--ebox.lease=8m", "--ebox.status.first-pause=1h", "--dispatch.lease=10m", "--store.sweep-untouched=5m", "--store.sweep-period=60000", "--store.erase-period=5000",
            "--print.work-period=1000", "--print.answer-period=60000", "--intake.sftp.poll-delay=5s"};
    }

    private Senders senders() {
        SandboxJson sandbox = system.describe();
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), AGENCY)) {
            List<Letter> letters = sandbox.recipients().stream().filter(recipient -> recipient.kind().equals("citizen") && recipient.behaviour().equals("consent"))
                    .peek(citizen -> agency.openCitizenDossier("benchmark-" + citizen.id().hashCode(), citizen.id()))
                    .map(citizen -> Letter.forEbox(agency.agency(), citizen).withDocument(document)).toList();
            return new Senders(plan.clients(), agencyTls, system.apiPort(), agency.signer(), letters);
        }
    }

    private void awaitDelivery() {
        Awaitility.await("all sendings are delivered").atMost(DRAIN_LIMIT).pollInterval(Duration.ofMillis(100))
                .until(() -> count("select count(*) from gateway.sending where state <> 'PUBLISHED'") == 0);
    }

    private long delivered() throws SQLException {
        return count("select count(*) from gateway.sending where state = 'PUBLISHED'");
    }

    private long count(String sql) throws SQLException {
        try (Connection database = system.database().connectAsOwner(); Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Duration ownCpu() {
        return cpu(ProcessHandle.current());
    }

    /** Of the server processes that live now; connections are pooled, so few end meanwhile. */
    private Duration databaseCpu() {
        ProcessHandle server = ProcessHandle.of(system.database().processId().orElseThrow()).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants()).map(ThroughputBenchmark::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
