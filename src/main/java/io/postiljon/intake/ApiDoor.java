package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets those in who may call now, before a byte of the body is read, and answers and records what is refused until the work is done. */
class ApiDoor {
    private static final Logger LOG = LoggerFactory.getLogger(ApiDoor.class);

    private final Callers callers;
    private final UploadGate gate;
    private final Refusals refusals;
    private final HttpAnswers answers;

    ApiDoor(Callers callers, UploadGate gate, Refusals refusals, HttpAnswers answers) {
        this.callers = callers;
        this.gate = gate;
        this.refusals = refusals;
        this.answers = answers;
    }

    /** Reads the body and writes the answer. What it throws is answered as a refusal before the check. */
    interface Work {
        void of(Caller caller, TraceId traceId) throws IOException;
    }

    /** Counts a call, and holds the place of an upload until the work is done. */
    void upload(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        enter(request, response, (caller, traceId) -> {
            try (UploadGate.Pass pass = gate.enter(caller.agreement())) {
                work.of(caller, traceId);
            }
        });
    }

    /** Counts a call. */
    void call(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        enter(request, response, (caller, traceId) -> {
            gate.count(caller.agreement());
            work.of(caller, traceId);
        });
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        TraceId traceId = TraceId.of(request);
        Actor actor = Actor.agency(Callers.thumbprint(request));
        Optional<Agreement> agreement = Optional.empty();
        try {
            Caller caller = callers.identify(request);
            agreement = Optional.of(caller.agreement());
            callers.requireInForce(caller.agreement());
            work.of(caller, traceId);
        } catch (RefusalException refused) {
            answers.refuse(response, traceId, refusals.recordBeforeBody(actor, agreement, traceId, refused));
        } catch (ConnectionBroken gone) {
            LOG.info("the sender went away, trace {}", traceId);
        }
    }
}
