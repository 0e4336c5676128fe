package io.postiljon.intake;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong in the check of a sending into the answer, once. A refusal is on record before it is told; when it cannot be
 * recorded, the sender is asked to come back.
 */
public class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Writes evidence. False when the database is away. */
    @FunctionalInterface
    interface Evidence {
        boolean isWritten(ReceivedSending received, Refusal refusal);
    }

    private final Evidence evidence;

    Refusals(Evidence evidence) {
        this.evidence = evidence;
    }

    public Refusal record(ReceivedSending received, RefusalException refused) {
        Refusal refusal = refused.refusal();
        LOG.info("refused {} of {} with {}, trace {}", received.entrance(), received.agreement().code(), refusal.fault().slug(), received.traceId());
        return evidence.isWritten(received, refusal) ? refusal : unavailable();
    }

    /** A part of ours is away: nothing is certain but that the sender was not told "accepted". */
    public Refusal unavailable(ReceivedSending received, Exception away) {
        LOG.warn("not accepted, {} is away, trace {}", away.getClass().getSimpleName(), received.traceId());
        return unavailable();
    }

    /** Our bug. The text of the exception may hold anything, so only its kind and place are logged. */
    public Refusal fault(ReceivedSending received, Exception bug) {
        LOG.error("fault {} at {}, trace {}", bug.getClass().getName(),
                bug.getStackTrace().length > 0 ? bug.getStackTrace()[0] : "unknown place", received.traceId());
        return Refusal.of(Issue.ofRequest(Complaint.BUG));
    }

    static Refusal unavailable() {
        return Refusal.later(Issue.ofRequest(Complaint.UNAVAILABLE), RETRY_AFTER);
    }
}
