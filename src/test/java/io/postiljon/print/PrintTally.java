package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.audit.AuditEntry;
import io.postiljon.sandbox.sftp.SftpWatch;
import io.postiljon.sandbox.supplier.ReceivedBatch;
import io.postiljon.sending.SendingId;
import io.postiljon.store.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts over a whole {@link PrintHouse}, all batches since its begin: each effect once, nothing left behind, all on record. Watches the supplier's folders. */
final class PrintTally implements SftpWatch {
    private final PrintHouse house;
    private final List<String> handedOver = Collections.synchronizedList(new ArrayList<>());

    PrintTally(PrintHouse house) {
        this.house = house;
    }

    @Override public void sees(Moment moment, String path) {
        if (moment == Moment.AFTER_RENAME) {
            handedOver.add(path);
        }
    }

    /** Nothing is on its way any more. */
    boolean isAtRest() {
        return count("select count(*) from gateway.print_piece where batch_id is null or state in ('WAITING', 'BATCHED')") == 0
                && count("select count(*) from gateway.print_batch where state <> 'DONE' or receipt_at is null") == 0
                && count("select count(*) from gateway.vault_object where kind = 'ORDER' and erased_at is null") == 0
                && Stream.of("ack", "piece", "status").flatMap(kind -> house.tree().list("/out/" + kind).stream()).noneMatch(name -> name.endsWith(".go"));
    }

    /** In one batch that the supplier took, once. */
    void requireEachPieceOnce() {
        List<String> pieces = house.database().sql("select id::text from gateway.print_piece").query(String.class).list();
        assertThat(house.supplier().pieces()).allMatch(piece -> piece.timesSeen() == 1);
        assertThat(house.supplier().batches()).flatMap(ReceivedBatch::pieceIds).as("pieces in the batches that the supplier took").containsExactlyInAnyOrderElementsOf(pieces);
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(count("select count(*) from gateway.print_quarantine")).as("answers kept aside").isZero();
    }

    /** Written and marked once, under numbers of which none is left out; nothing of it lies there. */
    void requireEachOrderOnce() {
        List<String> orders = house.database().sql("select order_name from gateway.print_batch").query(String.class).list();
        assertThat(handedOver).containsExactlyInAnyOrderElementsOf(orders.stream().flatMap(order -> Stream.of("/in/" + order, "/in/" + order + ".go")).toList());
        assertThat(house.tree().list("/in")).isEmpty();
        Map<String, List<Integer>> numbers = house.database().sql("select day::text as day, sequence from gateway.print_batch order by sequence")
                .query((row, n) -> Map.entry(row.getString("day"), row.getInt("sequence"))).list().stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        assertThat(numbers.values()).allSatisfy(day -> assertThat(day).isEqualTo(IntStream.rangeClosed(1, day.size()).boxed().toList()));
    }

    /** The sweep of an hour later removes what a dead gateway left, and nothing else. */
    void requireNoNoiseAfterItsSweep() throws IOException {
        Set<UUID> noise = noise();
        Set<UUID> rest = files();
        rest.removeAll(noise);
        for (Path file : paths()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        }
        assertThat(house.bean(Sweep.class).removeNoise()).isEqualTo(noise.size());
        assertThat(files()).isEqualTo(rest);
        assertThat(count("select count(*) from gateway.vault_object where erased_at is null")).as("objects with their file").isEqualTo(rest.size());
    }

    void requireTheEvidenceOf(List<SendingId> letters, String... events) {
        assertThat(letters).allSatisfy(letter -> assertThat(house.history(letter)).extracting(AuditEntry::event).extracting(Enum::name).containsExactly(events));
    }

    /** Receipt and results may come in any order. */
    void requireTheEvidenceOfEachBatch() {
        assertThat(house.database().sql("""
                select string_agg(event, ' ' order by id) from audit.record where sending_id is null and jsonb_exists(detail, 'batch') group by detail ->> 'batch'""").query(String.class).list())
                .hasSize(count("select count(*) from gateway.print_batch"))
                .allMatch(events -> events.equals("BATCH_BUILT BATCH_GO_PENDING BATCH_UPLOADED BATCH_ANSWERED ORDER_DESTROYED BATCH_ANSWERED")
                        || events.equals("BATCH_BUILT BATCH_GO_PENDING BATCH_UPLOADED ORDER_DESTROYED BATCH_ANSWERED BATCH_ANSWERED"));
        assertThat(count("select count(*) from audit.record where event = 'BATCH_ANSWERED' and jsonb_exists(detail, 'result')"))
                .as("receipts on record").isEqualTo(count("select count(*) from gateway.print_batch"));
    }

    int receipts(String batch) {
        return answers(batch, "result");
    }

    int results(String batch) {
        return answers(batch, "accepted");
    }

    private int answers(String batch, String detail) {
        return house.database().sql("select count(*) from audit.record where event = 'BATCH_ANSWERED' and detail ->> 'batch' = ? and jsonb_exists(detail, ?)")
                .params(batch, detail).query(Integer.class).single();
    }

    /** Files in the vault that no row makes exist. */
    Set<UUID> noise() {
        Set<UUID> noise = files();
        noise.removeAll(house.database().sql("select id from gateway.vault_object").query(UUID.class).list());
        return noise;
    }

    /** All files in the vault. */
    Set<UUID> files() {
        return paths().stream().map(file -> UUID.fromString(file.getFileName().toString().replace(".sealed", ""))).collect(Collectors.toCollection(HashSet::new));
    }

    private List<Path> paths() {
        try (Stream<Path> files = Files.walk(Path.of(house.settings().get("store.vault-folder")))) {
            return files.filter(file -> file.toString().endsWith(".sealed")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private int count(String sql) {
        return house.database().sql(sql).query(Integer.class).single();
    }
}
