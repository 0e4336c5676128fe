package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreement;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Turns what went wrong in the check of a sending into the answer, once. A refusal is on record before it is told; when it cannot be
 * recorded, the sender is asked to come back.
 */
public class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final RefusalRecorder recorder;
    private final OncePerMinute recorded;

    Refusals(RefusalRecorder recorder, OncePerMinute recorded) {
        this.recorder = recorder;
        this.recorded = recorded;
    }

    public Refusal record(KnownSending sending, RefusalException refused) {
        ReceivedSending received = sending.received();
        Refusal refusal = refused.refusal();
        LOG.info("refused {} of {} with {}, trace {}", received.entrance(), received.agreement().code(), refusal.fault().slug(), received.traceId());
        return afterRecording(refusal, received.traceId(), () -> recorder.record(sending, refusal));
    }

    /**
     * As {@link #record}, for what is refused before there is a sending. Of an agency above its quota, and of a caller that nobody knows,
     * only the first of a kind in a minute: whoever repeats without end would fill a record that is kept for ten years.
     */
    public Refusal recordBeforeBody(Actor actor, Optional<Agreement> agreement, TraceId traceId, RefusalException refused) {
        Refusal refusal = refused.refusal();
        boolean endless = refusal.fault() == Fault.QUOTA || agreement.isEmpty();
        if (endless && !recorded.isFirst(actor.id() + " " + refusal.issues().getFirst().complaint())) {
            return refusal;
        }
        LOG.info("refused {} of {}, trace {}", refusal.fault().slug(), agreement.map(known -> known.code().value()).orElse("nobody known"), traceId);
        return afterRecording(refusal, traceId, () -> recorder.recordBeforeBody(actor, agreement, traceId, refusal));
    }

    /** For what no feature looked at. */
    Refusal recordAtTheDoor(Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        LOG.info("refused {} at the door, trace {}", refusal.fault().slug(), traceId);
        return afterRecording(refusal, traceId, () -> recorder.recordAtTheDoor(actor, agreement, traceId, refusal));
    }

    private static Refusal afterRecording(Refusal refusal, TraceId traceId, Runnable recording) {
        try {
            recording.run();
            return refusal;
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("a refusal could not be recorded, {}, trace {}", away.getClass().getSimpleName(), traceId);
            return unavailable();
        }
    }

    /** A part of ours is away: nothing is certain but that the sender was not told "accepted". */
    public Refusal unavailable(KnownSending sending, Exception away) {
        LOG.warn("not accepted, {} is away, trace {}", away.getClass().getSimpleName(), sending.received().traceId());
        return unavailable();
    }

    /** Our bug. The text of the exception may hold anything, so only its kind and place are logged. */
    public Refusal fault(KnownSending sending, Exception bug) {
        LOG.error("fault {} at {}, trace {}", bug.getClass().getName(),
                bug.getStackTrace().length > 0 ? bug.getStackTrace()[0] : "unknown place", sending.received().traceId());
        return Refusal.of(Issue.ofRequest(Complaint.BUG));
    }

    static Refusal unavailable() {
        return Refusal.later(Issue.ofRequest(Complaint.UNAVAILABLE), RETRY_AFTER);
    }
}
