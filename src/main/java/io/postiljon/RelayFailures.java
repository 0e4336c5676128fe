package io.postiljon;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what kept the relay from sending, and logs it once per change: the relay comes round again within a second. */
public class RelayFailures {
    private static final Logger LOG = LoggerFactory.getLogger(RelayFailures.class);
    private static final String NONE = "";

    private enum Kind { BROKER, DATABASE, FAULT }

    private final MeterRegistry meters;
    private final AtomicReference<String> logged = new AtomicReference<>(NONE);

    RelayFailures(MeterRegistry meters) {
        this.meters = meters;
        for (Kind kind : Kind.values()) {
            counter(kind);      // there from the start, so that an alarm sees it grow
        }
    }

    public void note(Exception failure) {
        Kind kind = kind(failure);
        counter(kind).increment();
        String name = failure.getClass().getSimpleName();
        if (logged.getAndSet(name).equals(name)) {
            return;
        }
        switch (kind) {
            case BROKER -> LOG.warn("the relay waits for the broker: {}", name);
            case DATABASE -> LOG.warn("the relay waits for the database: {}", name);
            case FAULT -> LOG.error("the relay cannot send: {}", name, failure);
        }
    }

    /** A round went through. */
    public void over() {
        String before = logged.getAndSet(NONE);
        if (!before.isEmpty()) {
            LOG.info("the relay sends again; before, it was stopped by {}", before);
        }
    }

    private io.micrometer.core.instrument.Counter counter(Kind kind) {
        return meters.counter("postiljon.relay.failures", "kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    private static Kind kind(Exception failure) {
        if (DatabaseAway.isCauseOf(failure)) {
            return Kind.DATABASE;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSException || cause instanceof org.springframework.jms.JmsException) {
                return Kind.BROKER;
            }
        }
        return Kind.FAULT;
    }
}
