package io.postiljon;

import io.postiljon.intake.Complaint;
import io.postiljon.intake.HttpAnswers;
import io.postiljon.intake.Issue;
import io.postiljon.intake.Refusal;
import io.postiljon.intake.TraceId;
import io.postiljon.tracking.NotCancellable;
import io.postiljon.tracking.TooManyWaiting;
import io.postiljon.tracking.WrongRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What {@code tracking} refuses, in the words of the one registry of problems. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)      // before the one that takes each exception for a bug of ours
class TrackingErrorsAdvice {
    private static final Duration NEXT_SEAT = Duration.ofSeconds(5);

    private final HttpAnswers answers;

    TrackingErrorsAdvice(HttpAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler(WrongRequest.class)
    void wrong(WrongRequest wrong, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Issue issue = switch (wrong.what()) {
            case PARAMETER_UNKNOWN -> new Issue(Complaint.PARAMETER, Issue.In.QUERY, wrong.place(), List.of());
            case PARAMETER_VALUE -> new Issue(Complaint.WRONG_TYPE, Issue.In.QUERY, wrong.place(), List.of(wrong.expected()));
            case NOT_JSON -> new Issue(Complaint.NOT_AN_OBJECT, Issue.In.BODY, "body", List.of());
            case MEMBER_UNKNOWN -> new Issue(Complaint.MEMBER_UNKNOWN, Issue.In.BODY, wrong.place(), List.of());
            case MEMBER_MISSING -> new Issue(Complaint.MEMBER_MISSING, Issue.In.BODY, wrong.place(), List.of());
            case MEMBER_VALUE -> new Issue(Complaint.WRONG_TYPE, Issue.In.BODY, wrong.place(), List.of(wrong.expected()));
            case SSIN -> new Issue(Complaint.INSZ_WRONG, Issue.In.BODY, wrong.place(), List.of());
            case ENTERPRISE_NUMBER -> new Issue(Complaint.KBO_WRONG, Issue.In.BODY, wrong.place(), List.of());
            case MEDIA_TYPE -> new Issue(Complaint.MEDIA_TYPE, Issue.In.HEADER, wrong.place(), List.of(wrong.expected()));
            case TOO_LARGE -> new Issue(Complaint.MESSAGE_SIZE, Issue.In.BODY, wrong.place(), List.of(wrong.expected()));
        };
        answers.refuse(response, TraceId.of(request), new Refusal(List.of(issue), Optional.empty(), Optional.empty()));
    }

    @ExceptionHandler(NotCancellable.class)
    void tooLate(NotCancellable late, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.refuse(response, TraceId.of(request), new Refusal(
                List.of(new Issue(Complaint.LEFT_ALREADY, Issue.In.BODY, "", List.of(late.since().toString()))), Optional.empty(), Optional.empty()));
    }

    @ExceptionHandler(TooManyWaiting.class)
    void tooMany(TooManyWaiting many, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.refuse(response, TraceId.of(request), new Refusal(
                List.of(new Issue(Complaint.QUOTA_WAITERS, Issue.In.BODY, "", List.of(String.valueOf(many.limit())))), Optional.empty(), Optional.of(NEXT_SEAT)));
    }
}
