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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/dossiers}, {@code /query} and {@code /close}. Small JSON; numbers of persons only in bodies. */
@RestController
class DossiersController {
    private static final Logger LOG = LoggerFactory.getLogger(DossiersController.class);
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final Callers callers;
    private final UploadGate gate;
    private final DossierDesk desk;
    private final Refusals refusals;
    private final HttpAnswers answers;

    DossiersController(Callers callers, UploadGate gate, DossierDesk desk, Refusals refusals, HttpAnswers answers) {
        this.callers = callers;
        this.gate = gate;
        this.desk = desk;
        this.refusals = refusals;
        this.answers = answers;
    }

    /** What each of the three calls does with its body. */
    private interface Call {
        DossierDesk.Reply answer(Caller caller, TraceId traceId, byte[] json);
    }

    @PostMapping("/api/v1/dossiers")
    void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        call(request, response, desk::open);
    }

    @PostMapping("/api/v1/dossiers/query")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        call(request, response, desk::query);
    }

    @PostMapping("/api/v1/dossiers/close")
    void close(HttpServletRequest request, HttpServletResponse response) throws IOException {
        call(request, response, desk::close);
    }

    private void call(HttpServletRequest request, HttpServletResponse response, Call call) throws IOException {
        TraceId traceId = TraceId.of(request);
        Actor actor = Actor.agency(Callers.thumbprint(request));
        Optional<Agreement> agreement = Optional.empty();
        try {
            Caller caller = callers.identify(request);
            agreement = Optional.of(caller.agreement());
            callers.requireInForce(caller.agreement());
            gate.count(caller.agreement());
            RequestForm.requireJsonCall(request);
            DossierDesk.Reply reply = call.answer(caller, traceId, body(request));
            response.setStatus(reply.status());
            answers.ok(response, reply.body());
        } catch (RefusalException refused) {
            answers.refuse(response, traceId, refusals.recordBeforeBody(actor, agreement, traceId, refused));
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("no answer about dossiers, {}, trace {}", away.getClass().getSimpleName(), traceId);
            answers.refuse(response, traceId, Refusals.unavailable());
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        return new PacedBody(request.getInputStream(), DossierRequest.LIMIT_BYTES, Complaint.MESSAGE_SIZE, DossierRequest.LIMIT_BYTES,
                DEADLINE, System::nanoTime).readAllBytes();
    }
}
