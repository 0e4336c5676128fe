package io.postiljon.print;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintAlarms;
import io.postiljon.store.PrintHolds;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Shows print work that stands still, from the database: it is there after a restart too. Each look is one short query. */
final class PrintGauges {
    private static final Set<BatchState> ON_THE_WAY = EnumSet.of(BatchState.CLOSED, BatchState.BUILT, BatchState.GO_PENDING, BatchState.UPLOADED, BatchState.ACKED);
    private static final Set<BatchState> COUNTED = EnumSet.complementOf(EnumSet.of(BatchState.DONE, BatchState.MOVED));

    private final Batches batches;
    private final PrintAlarms alarms;
    private final PrintHolds holds;
    private final Clock clock;

    PrintGauges(Batches batches, PrintAlarms alarms, PrintHolds holds, Clock clock) {
        this.batches = batches;
        this.alarms = alarms;
        this.holds = holds;
        this.clock = clock;
    }

    void register(PrintSuppliers suppliers, MeterRegistry meters) {
        suppliers.all().forEach(supplier -> register(supplier, meters));
        Gauge.builder("postiljon.print.holds", holds, PrintHolds::count).description("what operators hold back").register(meters);
    }

    private void register(PrintSupplier supplier, MeterRegistry meters) {
        SupplierCode code = supplier.code();
        for (BatchState state : COUNTED) {
            Gauge.builder("postiljon.print.batches", batches, all -> all.count(code, state))
                    .description("batches in a state").tag("supplier", code.value()).tag("state", state.name()).register(meters);
        }
        for (BatchState state : ON_THE_WAY) {
            Gauge.builder("postiljon.print.oldest.batch", batches, all -> ageSeconds(all, code, state)).baseUnit("seconds")
                    .description("how long the oldest batch has been in a state that it should leave by itself")
                    .tag("supplier", code.value()).tag("state", state.name()).register(meters);
        }
        for (PrintAlarmKind kind : PrintAlarmKind.values()) {
            Gauge.builder("postiljon.print.alarms", alarms, all -> all.count(code, kind))
                    .description("what a print supplier owes us, or tells otherwise than we know").tag("supplier", code.value()).tag("kind", kind.name()).register(meters);
        }
        Gauge.builder("postiljon.print.quarantine", batches, all -> all.quarantined(code))
                .description("answers of a print supplier that are kept aside").tag("supplier", code.value()).register(meters);
        quarantined(code, meters);              // they are there from the start, at 0
        strange(code, meters);
        refused(code, meters);
        takenOut(code, meters);
        Gauge.builder("postiljon.print.orders.without.receipt", batches, all -> all.countSince(code,
                        List.of(BatchState.GO_PENDING, BatchState.UPLOADED), clock.instant().minus(supplier.answerAlarm())))
                .description("orders handed over that a supplier has not acknowledged in time").tag("supplier", code.value()).register(meters);
    }

    static Counter quarantined(SupplierCode supplier, MeterRegistry meters) {
        return Counter.builder("postiljon.print.answers.quarantined").description("answers of a print supplier that were kept aside")
                .tag("supplier", supplier.value()).register(meters);
    }

    static Counter strange(SupplierCode supplier, MeterRegistry meters) {
        return Counter.builder("postiljon.print.answers.left").description("files in the folders of a print supplier that are no answers by their names")
                .tag("supplier", supplier.value()).register(meters);
    }

    static Counter refused(SupplierCode supplier, MeterRegistry meters) {
        return Counter.builder("postiljon.print.orders.refused").description("orders that a print supplier refused as a whole")
                .tag("supplier", supplier.value()).register(meters);
    }

    static Counter takenOut(SupplierCode supplier, MeterRegistry meters) {
        return Counter.builder("postiljon.print.pieces.taken.out").description("pieces that could no longer be printed and were taken out of their batch")
                .tag("supplier", supplier.value()).register(meters);
    }

    /** 0 when there is none. */
    private double ageSeconds(Batches all, SupplierCode supplier, BatchState state) {
        return all.oldest(supplier, state).map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0).orElse(0.0);
    }
}
