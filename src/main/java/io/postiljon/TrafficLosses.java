package io.postiljon;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the traffic lines that were lost: a tap that was full, or a broker that did not take the line in time. No line in the log each. */
public class TrafficLosses {
    private final Counter full;
    private final Counter send;

    TrafficLosses(MeterRegistry meters) {
        full = counter(meters, "full");
        send = counter(meters, "send");
    }

    void full() {
        full.increment();
    }

    public void notSent() {
        send.increment();
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return Counter.builder("postiljon.traffic.dropped").tag("reason", reason)
                .description("traffic lines lost: tap full, or not taken by the broker").register(meters);
    }
}
