package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.ebox.PublishOutcome.AlreadyPublished;
import io.postiljon.ebox.PublishOutcome.Cause;
import io.postiljon.ebox.PublishOutcome.Published;
import io.postiljon.ebox.PublishOutcome.Reader;
import io.postiljon.ebox.PublishOutcome.Refused;
import io.postiljon.ebox.PublishOutcome.TokenRefused;
import io.postiljon.ebox.PublishOutcome.Unavailable;
import io.postiljon.ebox.PublishOutcome.Unknown;
import java.util.Optional;

/**
 * Says what an answer to a publication means. Any 2xx is a publication; an answer that cannot be read leaves it unknown, and the
 * same key finds out. Source: e-Box, "Becoming a Document Sender" and its FAQ; Belgif guide for problems.
 */
public class PublicationJudge {
    private final AnswerReading reading;
    private final RefusalCodes codes;

    PublicationJudge(AnswerReading reading, RefusalCodes codes) {
        this.reading = reading;
        this.codes = codes;
    }

    public PublishOutcome judge(PublicationAttempt attempt, EboxAnswer answer) {
        int status = answer.status();
        if (answer.succeeded()) {
            return published(answer);
        }
        if (status >= 300 && status < 400) {
            return new Unavailable("ebox-redirect-not-followed", Optional.empty());
        }
        return switch (status) {
            case 401 -> new TokenRefused();
            case 408 -> new Unknown("ebox-timeout", Optional.empty());
            case 409 -> attempt.inDoubt() ? new AlreadyPublished() : new Refused("ebox-key-used-by-another", Cause.GATEWAY);
            case 429 -> new Unavailable("ebox-too-many-requests", reading.retryAfter(answer));
            case 503 -> new Unavailable("ebox-unavailable", reading.retryAfter(answer));
            default -> status >= 400 && status < 500
                    ? codes.refusal(status, reading.json(answer))
                    : new Unknown("ebox-error-" + status, reading.retryAfter(answer));
        };
    }

    /** No token, so no call was made. A token service that is away is no reason to doubt. */
    public PublishOutcome withoutToken(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.NotGranted no -> new Unavailable(no.code(), no.retryAfter());
            case TokenAnswer.Granted yes -> throw new IllegalStateException("there is a token, so the call is due");
        };
    }

    /** The connection failed: before the first byte of the message nothing can have been published, after it nobody knows. */
    public PublishOutcome broken(PublicationRequest request) {
        return request.started()
                ? new Unknown("ebox-no-answer", Optional.empty())
                : new Unavailable("ebox-unreachable", Optional.empty());
    }

    private PublishOutcome published(EboxAnswer answer) {
        JsonNode body = reading.json(answer);
        String id = body.path("messageId").asText("");
        if (answer.status() == 202 || !id.matches("[\\x21-\\x7E]{1,200}")) {
            return new Unknown("ebox-answer-unreadable", Optional.empty());
        }
        Reader reader = "NO_DIGITAL_USER".equals(body.path("code").asText()) ? Reader.NEVER_OPENED_BOX : Reader.USES_BOX;
        return new Published(id, AnswerReading.moment(body.path("expirationDate").asText("")), reader);
    }
}
