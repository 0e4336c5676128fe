package io.postiljon.print;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
    private static final Set<BatchState> COUNTED = EnumSet.complementOf(EnumSet.of(BatchState.DONE));

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

    void register(PrintSettings settings, MeterRegistry meters) {
        for (BatchState state : COUNTED) {
            Gauge.builder("postiljon.print.batches", batches, all -> all.count(state))
                    .description("batches in a state").tag("state", state.name()).register(meters);
        }
        for (BatchState state : ON_THE_WAY) {
            Gauge.builder("postiljon.print.oldest.batch", batches, all -> ageSeconds(all, state)).baseUnit("seconds")
                    .description("how long the oldest batch has been in a state that it should leave by itself").tag("state", state.name()).register(meters);
        }
        for (PrintAlarmKind kind : PrintAlarmKind.values()) {
            Gauge.builder("postiljon.print.alarms", alarms, all -> all.count(kind))
                    .description("what the print supplier owes us, or tells otherwise than we know").tag("kind", kind.name()).register(meters);
        }
        Gauge.builder("postiljon.print.holds", holds, PrintHolds::count).description("what operators hold back").register(meters);
        Gauge.builder("postiljon.print.quarantine", batches, Batches::quarantined)
                .description("answers of the print supplier that are kept aside").register(meters);
        Gauge.builder("postiljon.print.orders.without.receipt", batches, all -> all.countSince(
                        List.of(BatchState.GO_PENDING, BatchState.UPLOADED), clock.instant().minus(settings.answerAlarm())))
                .description("orders handed over that the supplier has not acknowledged in time").register(meters);
    }

    /** 0 when there is none. */
    private double ageSeconds(Batches all, BatchState state) {
        return all.oldest(state).map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0).orElse(0.0);
    }
}
