package io.postiljon.intake;

import io.micrometer.core.instrument.MeterRegistry;
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
 * recorded, the sender is asked to come back. Of an agency above its quota the first refusal of a kind in a minute is on record and in
 * the log, so that a flood costs neither database nor disk; a metric counts them all.
 */
public class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final RefusalRecorder recorder;

    private final MeterRegistry meters;
    private final OncePerMinute recorded;

    Refusals(RefusalRecorder recorder, MeterRegistry meters, OncePerMinute recorded) {
        this.recorder = recorder;
        this.meters = meters;
        this.recorded = recorded;
    }

    public Refusal record(KnownSending sending, RefusalException refused) {
        ReceivedSending received = sending.received();
        Refusal refusal = refused.refusal();
        LOG.info("refused {} of {} with {}, trace {}", received.entrance(), received.agreement().code(), refusal.fault().slug(), received.traceId());
        return afterRecording(refusal, received.traceId(), () -> recorder.record(sending, refusal));
    }

    /** As {@link #record}, for what is refused before there is a sending. */
    public Refusal recordBeforeBody(Actor actor, Optional<Agreement> agreement, TraceId traceId, RefusalException refused) {
        Refusal refusal = refused.refusal();
        if (refusal.fault() == Fault.QUOTA && agreement.isPresent() && !isFirst(agreement.get(), refusal.issues().getFirst().complaint())) {
            return refusal;
        }
        LOG.info("refused {} of {}, trace {}", refusal.fault().slug(), agreement.map(known -> known.code().value()).orElse("nobody known"), traceId);
        return afterRecording(refusal, traceId, () -> recorder.recordBeforeBody(actor, agreement, traceId, refusal));
    }

    private boolean isFirst(Agreement agreement, Complaint quota) {
        meters.counter("postiljon.quota.refused", "agency", agreement.code().value(), "quota", quota.name()).increment();
        return recorded.isFirst(agreement.code() + " " + quota);
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
