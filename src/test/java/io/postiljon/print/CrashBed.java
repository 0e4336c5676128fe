package io.postiljon.print;

import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.sftp.SftpWatch;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A {@link PrintHouse} whose gateways are processes that die. The house itself opens no routes: it has the database, the vault, the
 * supplier and the supplier's folders, and makes the letters. The next gateway starts while the one before works.
 */
final class CrashBed implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofMinutes(10);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Path folder;
    private final PrintHouse house;
    private final PrintTally tally;
    private final List<SendingId> letters = new ArrayList<>();
    private PrintProcess spare;
    private CrashPoint.Supplier supplier = CrashPoint.Supplier.AWAY;

    /** @param batches settings that say when a batch is closed */
    CrashBed(Path folder, Map<String, String> batches) throws Exception {
        this.folder = folder;
        Map<String, String> settings = new HashMap<>(batches);
        settings.put("print.lease", LEASE.toSeconds() + "s");
        settings.put("print.answer-period", "1000");
        house = new PrintHouse(folder, settings);
        tally = new PrintTally(house);
        house.tree().watch(tally);
        spare = PrintProcess.begin(folder, house.settings());
    }

    PrintHouse house() {
        return house;
    }

    PrintTally tally() {
        return tally;
    }

    List<SendingId> letters() {
        return letters;
    }

    /** Three letters of one batch, one of them large. */
    void lettersComeIn() throws Exception {
        letters.clear();
        letters.add(house.aPieceWaits("dienst-a", "Ann Voorbeeld"));
        letters.add(house.aPieceWaits("dienst-b", "Bert Proef"));
        letters.add(house.aPieceWaits("dienst-a", "Cis Test", Paper.densePdf(200_000)));
    }

    /** The next gateway comes up, goes on from where the last one died, and dies. */
    void dieAt(CrashPoint point) throws Exception {
        supplierIs(point.supplier());
        PrintProcess gateway = next();
        switch (point.death()) {
            case CrashPoint.Inside inside -> gateway.doom(inside.doom());
            case CrashPoint.AtSupplier there -> house.tree().watch(killing(gateway, there));
        }
        gateway.openAndDie(house.clock().ahead());
        house.tree().watch(tally);
        house.clock().advance(LEASE.plusSeconds(1));
    }

    /** One comes up and lives until the test ends. */
    PrintProcess live() throws IOException {
        PrintProcess gateway = next();
        gateway.open(house.clock().ahead());
        return gateway;
    }

    private PrintProcess next() throws IOException {
        PrintProcess gateway = spare;
        spare = PrintProcess.begin(folder, house.settings());
        return gateway;
    }

    void supplierWorks() {
        house.supplier().start();
        supplier = CrashPoint.Supplier.AT_WORK;
    }

    private void supplierIs(CrashPoint.Supplier wanted) {
        if (wanted == supplier) {
            return;
        }
        switch (wanted) {
            case AWAY -> house.supplier().stop();
            case TAKES_AND_IS_SLOW -> {
                house.supplier().answerAfter(SLOW);
                house.supplier().start();
                await().atMost(LONG_ENOUGH).until(() -> house.tree().list("/in").isEmpty());
            }
            case AT_WORK -> {
                house.supplier().answerAfter(Duration.ZERO);
                house.clock().advance(SLOW);
            }
            case TELLS_OF_THE_POST -> house.supplier().tell("PS", AfterThePrinterIT.file(letters.stream().map(this::posted).toArray(String[]::new)));
        }
        supplier = wanted;
    }

    private String posted(SendingId letter) {
        return house.database().sql("select id::text as piece, sheets from gateway.print_piece where sending_id = ?").param(letter.value())
                .query((row, n) -> AfterThePrinterIT.event(row.getString("piece"), "HANDED_TO_POST", house.clock().instant().toString(),
                        ",\"mailDate\":\"2026-11-24\",\"sheets\":" + row.getInt("sheets"))).single();
    }

    /** As when a machine dies: what was on its way does not arrive. */
    private SftpWatch killing(PrintProcess victim, CrashPoint.AtSupplier death) {
        AtomicInteger times = new AtomicInteger();
        return (moment, path) -> {
            tally.sees(moment, path);
            if (death.matches(moment, path) && times.incrementAndGet() == death.time()) {
                victim.kill();
                house.tree().cutSessions();
            }
            if (!victim.isAlive() && moment != SftpWatch.Moment.AFTER_RENAME) {
                throw new IOException("the client died");
            }
        };
    }

    /** What lies there after a death: state, files, answers. */
    List<String> remains() {
        List<String> facts = new ArrayList<>();
        String batch = batch();
        facts.add(batch.isEmpty() ? "no batch" : "batch " + house.database().sql("select state from gateway.print_batch where id::text = ?").param(batch).query(String.class).single());
        facts.add("noise " + tally.noise().size());
        facts.add("in " + house.tree().list("/in").stream().map(name -> described(name, batch)).toList());
        Stream.of("ack", "piece", "status").filter(kind -> !house.tree().list("/out/" + kind).isEmpty()).forEach(kind -> facts.add("answers " + kind));
        facts.add("receipts " + tally.receipts(batch));
        facts.add("results " + tally.results(batch));
        facts.add("posted " + letters.stream().filter(letter -> house.find(letter).state() == SendingState.HANDED_TO_POST).count());
        facts.add("order " + house.database().sql("""
                select v.id, case when erased_at is not null then 'ERASED' when destroyed_at is not null then 'DESTROYED' else 'KEPT' end as fate
                  from gateway.vault_object v join gateway.print_batch b on b.order_object = v.id where b.id::text = ?""").param(batch)
                .query((row, n) -> row.getString("fate") + (tally.files().contains(row.getObject("id", UUID.class)) ? " there" : " gone")).optional().orElse("unknown"));
        return facts;
    }

    private String described(String file, String batch) {
        Map<String, Object> order = house.database().sql("select order_name, order_size from gateway.print_batch where id::text = ?").param(batch).query().singleRow();
        String ending = file.substring(order.get("order_name").toString().length());
        return switch (ending) {
            case "" -> "order";
            case ".part" -> sizeBytes(file) < (Long) order.get("order_size") ? "half .part" : ".part";
            default -> ending;
        };
    }

    private long sizeBytes(String file) {
        try {
            return Files.size(house.tree().path("/in/" + file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Of the last letters; empty when they are in none. */
    private String batch() {
        return house.database().sql("select distinct batch_id::text from gateway.print_piece where sending_id = any(?) and batch_id is not null")
                .param(letters.stream().map(SendingId::value).toArray(UUID[]::new)).query(String.class).optional().orElse("");
    }

    @Override public void close() {
        spare.close();
        house.close();
    }
}
