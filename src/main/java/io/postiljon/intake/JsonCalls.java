package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The way of every small call with JSON in and out: who asks, whether it may ask now, the body, and the answer or the refusal. */
class JsonCalls {
    static final int LIMIT_BYTES = 16 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(JsonCalls.class);
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final Callers callers;
    private final UploadGate gate;
    private final Refusals refusals;
    private final HttpAnswers answers;

    JsonCalls(Callers callers, UploadGate gate, Refusals refusals, HttpAnswers answers) {
        this.callers = callers;
        this.gate = gate;
        this.refusals = refusals;
        this.answers = answers;
    }

    /** What a call does with its body. */
    interface Call {
        JsonReply answer(Caller caller, TraceId traceId, byte[] json);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Call call) throws IOException {
        TraceId traceId = TraceId.of(request);
        Actor actor = Actor.agency(Callers.thumbprint(request));
        Optional<Agreement> agreement = Optional.empty();
        try {
            Caller caller = callers.identify(request);
            agreement = Optional.of(caller.agreement());
            callers.requireInForce(caller.agreement());
            gate.count(caller.agreement());
            RequestForm.requireJsonCall(request);
            JsonReply reply = call.answer(caller, traceId, body(request));
            response.setStatus(reply.status());
            answers.ok(response, reply.body());
        } catch (RefusalException refused) {
            answers.refuse(response, traceId, refusals.recordBeforeBody(actor, agreement, traceId, refused));
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("no answer to a small call, {}, trace {}", away.getClass().getSimpleName(), traceId);
            answers.refuse(response, traceId, Refusals.unavailable());
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        return new PacedBody(request.getInputStream(), LIMIT_BYTES, Complaint.MESSAGE_SIZE, LIMIT_BYTES, DEADLINE, System::nanoTime).readAllBytes();
    }
}
