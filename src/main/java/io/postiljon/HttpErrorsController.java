package io.postiljon;

import io.postiljon.intake.BrokenBody;
import io.postiljon.intake.Complaint;
import io.postiljon.intake.DoorRefusals;
import io.postiljon.intake.HttpAnswers;
import io.postiljon.intake.RefusalException;
import io.postiljon.intake.TraceId;
import io.postiljon.tracking.UnknownMessage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last place where an error of a request can go: it becomes a problem with a code of the registry and nothing of its own text.
 */
@RestController
@ControllerAdvice
class HttpErrorsController implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(HttpErrorsController.class);

    private final HttpAnswers answers;
    private final DoorRefusals refusals;

    HttpErrorsController(HttpAnswers answers, DoorRefusals refusals) {
        this.answers = answers;
        this.refusals = refusals;
    }

    /** What the container or the framework refused, by its status. */
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        Optional<Throwable> failed = Optional.ofNullable((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        Complaint complaint = failed.flatMap(BrokenBody::complaint).orElseGet(() -> complaint(status));
        if (complaint == Complaint.BUG) {
            failed.ifPresent(bug -> logged(request, bug));
        }
        if (failed.isEmpty() && complaint != Complaint.BUG) {
            refusals.refuse(request, response, complaint);
        } else {
            answers.refuse(response, TraceId.of(request), complaint); // who read the broken body put it on record
        }
    }

    private static Complaint complaint(int status) {
        return switch (status) {
            case 404 -> Complaint.NO_SUCH_RESOURCE;
            case 405 -> Complaint.METHOD;
            case 406 -> Complaint.ACCEPT;
            case 408 -> Complaint.TOO_SLOW;
            case 415 -> Complaint.MEDIA_TYPE;
            default -> status >= 500 ? Complaint.BUG : Complaint.REQUEST;
        };
    }

    @ExceptionHandler(UnknownMessage.class)
    void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.refuse(request, response, Complaint.NO_SUCH_RESOURCE);
    }

    @ExceptionHandler(RefusalException.class)
    void refused(RefusalException refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.refuse(request, response, refused.refusal());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    void unavailable(Exception away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("no answer, {}, trace {}", away.getClass().getSimpleName(), TraceId.of(request));
        answers.refuseUntilLater(response, TraceId.of(request));
    }

    @ExceptionHandler(IOException.class)
    void broken(IOException broken, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("no answer, {}, trace {}", broken.getClass().getSimpleName(), TraceId.of(request));
        if (!response.isCommitted()) {
            answers.refuseUntilLater(response, TraceId.of(request));
        }
    }

    /** Our bug. What the framework itself refuses by an exception keeps its status. */
    @ExceptionHandler(RuntimeException.class)
    void fault(RuntimeException bug, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (bug instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            response.sendError(refused.getStatusCode().value());
            return;
        }
        logged(request, bug);
        if (!response.isCommitted()) {
            answers.refuse(response, TraceId.of(request), Complaint.BUG);
        }
    }

    private static void logged(HttpServletRequest request, Throwable bug) {
        LOG.error("fault {}, trace {}", FaultLine.of(bug), TraceId.of(request));
    }
}
