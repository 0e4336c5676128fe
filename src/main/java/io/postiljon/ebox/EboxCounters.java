package io.postiljon.ebox;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what publications come to, and raises alarms: codes that an operator has to look at. */
class EboxCounters {
    private final MeterRegistry meters;

    EboxCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    void outcome(String outcome) {
        meters.counter("postiljon.ebox.outcomes", "outcome", outcome).increment();
    }

    /** Something that no rule foresaw. */
    void fault() {
        meters.counter("postiljon.faults", "at", "ebox-publish-message").increment();
    }

    void alarm(String code) {
        meters.counter("postiljon.ebox.alarms", "code", code).increment();
    }
}
