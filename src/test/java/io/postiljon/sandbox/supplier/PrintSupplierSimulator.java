package io.postiljon.sandbox.supplier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.postiljon.sandbox.sftp.SandboxSftpServer;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The print supplier: takes orders from {@code /in} of its SFTP tree as soon as {@code .go} stands beside them, judges them strictly
 * and answers with PA and, for accepted orders, PP; then it prints, and tells what becomes of each piece by PS, PE and, once a day, PR.
 * A request to cancel (PC) stops what is not printed by then: answered in the PP while that is not out, else by PS.
 *
 * <p>It looks every {@value #LOOK_EVERY_MILLIS} ms. Its memory (batches, pieces, numbers) lasts as long as the object, also over
 * {@link #stop()} and {@link #start()}. Thread rule: switches and accessors from any thread. Source: PBX 1.0; DESIGN section 12.
 */
public final class PrintSupplierSimulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrintSupplierSimulator.class);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final String MARKER = ".go";

    private final SandboxSftpServer tree;
    private final SupplierContract contract;
    private final OrderReader reader;
    private final PieceJudge judge;
    private final AnswerTray answers;
    private final SupplierLedger ledger = new SupplierLedger();
    private final SupplierInspection inspection = new SupplierInspection(ledger);
    private final PgpKeys own;
    private final PGPPublicKeyRing gateway;
    private final List<CancelRequest> requests = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Queue<Deed> byHand = new ConcurrentLinkedQueue<>();
    private final PrintRun run;
    private ScheduledExecutorService watch;
    private volatile Duration answerDelay = Duration.ZERO;
    private volatile AnswerFault answerFault = AnswerFault.NONE;

    /** @param gatewayKey the gateway's OpenPGP public key, armoured or binary; @param platform certificates that may seal a manifest */
    public PrintSupplierSimulator(SandboxSftpServer tree, SupplierContract contract, PgpKeys own, byte[] gatewayKey,
            List<X509Certificate> platform) {
        this(tree, contract, own, gatewayKey, platform, Clock.systemUTC());
    }

    /** As above, with a clock that may be set forward. */
    public PrintSupplierSimulator(SandboxSftpServer tree, SupplierContract contract, PgpKeys own, byte[] gatewayKey,
            List<X509Certificate> platform, Clock clock) {
        this.own = own;
        this.gateway = ring(gatewayKey);
        this.tree = tree;
        this.contract = contract;
        this.reader = new OrderReader(own, gateway, new ManifestSeal(platform), contract);
        this.judge = new PieceJudge(contract.limits());
        this.answers = new AnswerTray(tree.path("/out"), own, gateway);
        this.clock = clock;
        this.run = new PrintRun(clock.instant());
    }

    /** Starts to look for orders. */
    public synchronized PrintSupplierSimulator start() {
        if (watch != null) {
            throw new IllegalStateException("the supplier works already");
        }
        watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("print-supplier").factory());
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Goes home: no order is taken and no answer put out until {@link #start()}. The inspection stays. */
    public synchronized void stop() {
        if (watch == null) {
            return;
        }
        watch.shutdown();
        try {
            if (!watch.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the supplier does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch = null;
    }

    /** Takes what is there once, right after the gateway's next look into {@code /in}: so between two looks of one step. Not while it works. */
    public void takeAfterTheNextLook() {
        tree.afterNextListing("/in", this::look);
    }

    @Override
    public void close() {
        stop();
        inspection.close();
    }

    /** Answers to orders taken from now on come this much later. */
    public void answerAfter(Duration delay) {
        this.answerDelay = delay;
    }

    /** How answers are put out from now on; those that come due under {@code SILENT} are lost for ever. */
    public void answerWith(AnswerFault fault) {
        this.answerFault = fault;
    }

    /** Puts out any content as the next file of its own, signed and sealed: {@code PS}, {@code PE} or {@code PR}. For tests of the gateway. */
    public void tell(String kind, byte[] content) {
        byHand.add(() -> answers.putOut(new PrintRun.Telling(kind, content), series(), clock.instant(), answerFault));
    }

    /** Counts now (PR), and not only when the day is over. */
    public void count() {
        byHand.add(() -> answers.putOut(run.counts(clock.instant()), series(), clock.instant(), answerFault));
    }

    /** The next number of this kind is lost. */
    public void loseNumber(String kind) {
        byHand.add(() -> answers.skipNumber(kind, series(), clock.instant()));
    }

    private String series() {
        return contract.senderCode() + "." + contract.environment();
    }

    private interface Deed {
        void happen() throws IOException;
    }

    /** The inspection of this one shows what the other one received too. */
    public PrintSupplierSimulator beside(PrintSupplierSimulator other) {
        inspection.showAlso(other.ledger);
        return this;
    }

    /** Address of the inspection, {@code http://localhost:PORT/inspect}. */
    public String inspectUrl() {
        return inspection.url();
    }

    public List<ReceivedBatch> batches() {
        return ledger.batches();
    }

    public List<ReceivedPiece> pieces() {
        return ledger.pieces();
    }

    public Optional<ReceivedPiece> piece(String pieceId) {
        return ledger.pieces().stream().filter(piece -> piece.pieceId().equals(pieceId)).findFirst();
    }

    public List<RefusedOrder> refusedOrders() {
        return ledger.refused();
    }

    /** Requests to cancel that were read, in the order in which they came. */
    public List<CancelRequest> cancelRequests() {
        return List.copyOf(requests);
    }

    /** Text of a piece's cover as PDFBox extracts it; empty when the piece is unknown or has no cover. */
    public String coverText(String pieceId) {
        return piece(pieceId).map(ReceivedPiece::coverText).orElse("");
    }

    private void look() {
        AnswerFault asked = answerFault;      // an order that is taken in this look is answered as it was asked before
        try {
            for (String marker : tree.list("/in").stream().filter(name -> name.endsWith(MARKER)).toList()) {
                String name = marker.substring(0, marker.length() - MARKER.length());
                Optional<OrderFileName> order = OrderFileName.of(name);
                if (order.isPresent()) {
                    takeIfThere(order.get(), tree.path("/in/" + name), tree.path("/in/" + marker));
                }
                Optional<CancelFileName> request = CancelFileName.of(name);
                if (request.isPresent()) {
                    cancelIfThere(request.get(), tree.path("/in/" + name), tree.path("/in/" + marker));
                }
            }
            answers.putOutWhatIsDue(clock.instant(), asked);
            for (PrintRun.Telling telling : run.due(clock.instant())) {
                answers.putOut(telling, series(), clock.instant(), asked);
            }
            for (Deed deed = byHand.poll(); deed != null; deed = byHand.poll()) {
                deed.happen();
            }
        } catch (IOException | RuntimeException fault) { // else the schedule ends without a word
            LOG.error("the print supplier failed at its work and tries again", fault);
        }
    }

    private void cancelIfThere(CancelFileName name, Path file, Path marker) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            ledger.takeNumber(name.series(), name.sequence()).ifPresent(gap -> LOG.warn("request {}: {}", name, gap.code()));
            try (InputStream encrypted = Files.newInputStream(file)) {
                CancelRequest request = CancelRequest.read(name, encrypted, own, gateway);
                requests.add(request);
                cancel(request);
            } catch (OrderRefused | RuntimeException refusal) {
                LOG.error("request {} to cancel is not obeyed", name, refusal);
                ledger.refuse(new RefusedOrder(name.toString(), List.of()));
            }
            Files.delete(file);
        }
        Files.deleteIfExists(marker);
    }

    /** In the results, as long as they are not out; else by an event. What is printed goes on. */
    private void cancel(CancelRequest request) {
        Set<String> unprinted = run.unprinted(request, clock.instant());
        Set<String> byResult = answers.cancel(request.batchId(), unprinted);
        run.cancel(request.batchId(), unprinted, byResult, clock.instant());
    }

    private void takeIfThere(OrderFileName name, Path order, Path marker) throws IOException {
        if (Files.isRegularFile(order, LinkOption.NOFOLLOW_LINKS)) {
            take(name, order, marker);
        } else if (ledger.knows(name.toString())) {
            Files.deleteIfExists(marker); // written again by a sender that did not see that the order was taken
        }
    }

    private void take(OrderFileName name, Path order, Path marker) throws IOException {
        Instant receivedAt = clock.instant();
        long bytes = Files.size(order);
        String sha256 = sha256(order);
        OrderSighting sighting = new OrderSighting();
        List<OrderFault> warnings = ledger.takeNumber(name.series(), name.sequence()).stream().toList();
        Optional<Judgement> judgement = Optional.empty();
        List<OrderFault> faults = new ArrayList<>(warnings);
        try (InputStream encrypted = Files.newInputStream(order)) {
            if (bytes > contract.limits().zipBytes()) {
                throw new OrderRefused(OrderFault.Code.LIMIT_EXCEEDED, "the file has more than " + contract.limits().zipBytes() + " bytes");
            }
            OrderReader.ReadOrder read = reader.read(encrypted, name, sighting);
            judgement = Optional.of(judged(read));
        } catch (OrderRefused refusal) {
            faults.addAll(refusal.faults());
            ledger.refuse(new RefusedOrder(name.toString(), refusal.faults()));
        } catch (RuntimeException bug) { // an order that cannot be digested gets an answer too, and does not keep the others waiting
            LOG.error("order {} could not be processed", name, bug);
            OrderFault fault = new OrderFault(OrderFault.Code.ZIP_INVALID, "the order cannot be processed");
            faults.add(fault);
            ledger.refuse(new RefusedOrder(name.toString(), List.of(fault)));
        }
        judgement.ifPresent(taken -> ledger.accept(new ReceivedBatch(taken.batchId(), name.toString(),
                taken.pieces().stream().map(ReceivedPiece::pieceId).toList(), warnings, taken.manifest().resendOf()), taken.pieces()));
        // The order first: who sees it without marker would write the marker again.
        Files.delete(order);
        Files.deleteIfExists(marker);
        Instant dueAt = receivedAt.plus(answerDelay);
        answers.add(new Answer.Receipt(sighting.batchId().orElse(null), name.toString(), receivedAt, bytes, sha256,
                judgement.isPresent() ? Answer.Result.ACCEPTED : Answer.Result.REJECTED, faults, sighting.totals()), name, dueAt);
        judgement.ifPresent(taken -> answers.add(Answer.PieceResults.of(taken.batchId(), name.toString(), clock.instant(),
                taken.pieces().stream().map(piece -> new Answer.PieceResult(piece.pieceId(), Answer.Result.valueOf(piece.result()),
                        piece.codes())).toList()), name, dueAt));
        judgement.ifPresent(taken -> run.take(taken.manifest(), taken.pieces(), dueAt));
        LOG.info("order {} {}: {}", name, judgement.isPresent() ? "accepted" : "refused", faults.stream().map(OrderFault::code).toList());
    }

    private record Judgement(Manifest manifest, List<ReceivedPiece> pieces) {
        String batchId() {
            return manifest.batchId();
        }
    }

    private Judgement judged(OrderReader.ReadOrder read) throws OrderRefused {
        Manifest manifest = read.manifest();
        Optional<OrderFault> copy = ledger.copyFault(manifest);
        if (copy.isPresent()) {
            ledger.sawAgain(manifest);
            throw new OrderRefused(List.of(copy.get()));
        }
        if (ledger.isFullFor(manifest)) {
            throw new OrderRefused(OrderFault.Code.LIMIT_EXCEEDED, "the supplier's memory is full");
        }
        return new Judgement(manifest, manifest.pieces().stream().map(piece -> received(piece, read)).toList());
    }

    private ReceivedPiece received(Manifest.Piece piece, OrderReader.ReadOrder read) {
        Set<PieceCode> codes = judge.judge(piece, read.manifest().printClass(), read.findings());
        List<ReceivedPiece.SeenDocument> documents = piece.documents().stream()
                .map(document -> new ReceivedPiece.SeenDocument(document.file(), document.role().name(),
                        read.findings().get(document.file()).sha256())).toList();
        String cover = piece.documents().stream().map(document -> read.findings().get(document.file()).text()).reduce("", String::concat);
        Answer.Result result = codes.isEmpty() ? Answer.Result.ACCEPTED : Answer.Result.REJECTED;
        return new ReceivedPiece(piece.pieceId(), read.manifest().batchId(), 1, result.name(), List.copyOf(codes), documents, cover);
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), Sha256Hex.digest())) {
            content.transferTo(OutputStream.nullOutputStream());
            return Sha256Hex.hex(content.getMessageDigest().digest());
        }
    }

    private static PGPPublicKeyRing ring(byte[] key) {
        try (InputStream source = PGPUtil.getDecoderStream(new ByteArrayInputStream(key))) {
            return new PGPPublicKeyRing(source, new BcKeyFingerprintCalculator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
