package io.postiljon.print;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows whether statements come, and whether they explain everything; from the database, so after a restart too. */
final class StatementGauges {
    private final StatementDesk desk;

    StatementGauges(StatementDesk desk) {
        this.desk = desk;
    }

    void register(MeterRegistry meters) {
        Gauge.builder("postiljon.print.statements.unexplained", desk, StatementDesk::countUnexplained)
                .description("letters that the newest statements cannot explain").register(meters);
        Gauge.builder("postiljon.print.statements.due", desk, StatementDesk::countDue).description("agencies that wait for a statement").register(meters);
    }
}
