package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that die on the way of a batch, each a process of its own, and two that work beside each other. */
@Timeout(300)
class PrintCrashIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final List<String> AGENCIES = List.of("dienst-a", "dienst-p", "dienst-s");      // each of another print class
    private static final int PIECES = 17;
    private static final int BATCHES = 12;

    @TempDir Path folder;

    /** One gateway after the other: each brings the batch to its own point and dies there, and the last one brings it to the end. */
    @Test void batches_whose_gateways_die_at_every_point_of_their_way_are_printed_once() throws Exception {
        try (CrashBed bed = new CrashBed(folder, Map.of("print.batch.pieces", "3", "print.batch.age", "1h"))) {
            goes(bed, EnumSet.range(CrashPoint.BATCH_IS_STAMPED, CrashPoint.RECEIPT_IS_APPLIED));
            bed.tally().requireTheEvidenceOf(bed.letters(), "PIECE_QUEUED", "PIECE_BATCHED", "PIECE_ACCEPTED");
            requireAllOnce(bed.tally());

            goes(bed, EnumSet.range(CrashPoint.RESULTS_ARE_READ, CrashPoint.STATUS_IS_APPLIED));
            bed.tally().requireTheEvidenceOf(bed.letters(), "PIECE_QUEUED", "PIECE_BATCHED", "PIECE_ACCEPTED", "PIECE_STATUS");
            requireAllOnce(bed.tally());
            assertThat(bed.house().supplier().batches()).hasSize(2).as("the supplier missed no number").allMatch(batch -> batch.warnings().isEmpty());
            assertThat(bed.house().tree().list("/out/piece")).as("results that were applied and have lost their marker: nobody reads them").hasSize(1);
        }
    }

    private static void goes(CrashBed bed, Set<CrashPoint> way) throws Exception {
        bed.lettersComeIn();
        for (CrashPoint point : way) {
            bed.dieAt(point);
            assertThat(bed.remains()).as(point.name()).containsAll(point.remains());
        }
        try (PrintProcess last = bed.live()) {
            await().atMost(LONG_ENOUGH).until(bed.tally()::isAtRest);
        }
    }

    @Test void two_gateways_at_once_build_and_hand_over_each_batch_once() throws Exception {
        try (CrashBed bed = new CrashBed(folder, Map.of("print.batch.pieces", Integer.toString(PIECES), "print.batch.age", "1h"));
             PrintProcess one = bed.live(); PrintProcess other = bed.live()) {
            bed.supplierWorks();

            for (int i = 0; i < BATCHES * PIECES; i++) {
                bed.house().aPieceWaits(AGENCIES.get(i % AGENCIES.size()), "Ann Voorbeeld");
            }

            await().atMost(LONG_ENOUGH).until(bed.tally()::isAtRest);
            assertThat(bed.house().supplier().pieces()).hasSize(BATCHES * PIECES);
            assertThat(bed.house().database().sql("select distinct print_class from gateway.print_batch").query(String.class).list()).hasSize(AGENCIES.size());
            assertThat(List.of(one.ordersMade(), other.ordersMade())).allMatch(made -> made > 0);
            assertThat(one.ordersMade() + other.ordersMade()).isEqualTo(bed.house().batchStates().size());
            assertThat(bed.tally().noise()).isEmpty();
            requireAllOnce(bed.tally());
        }
    }

    private static void requireAllOnce(PrintTally tally) throws IOException {
        tally.requireEachPieceOnce();
        tally.requireEachOrderOnce();
        tally.requireNoNoiseAfterItsSweep();
        tally.requireTheEvidenceOfEachBatch();
    }
}
