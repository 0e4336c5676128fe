package io.postiljon.tracking;

import io.postiljon.calls.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Says what an answer of a receiver means. Its body is of no interest: a small one is read so that the connection can be used again. */
public class WebhookReply {
    private static final int LIMIT_BYTES = 16 * 1024;

    private final Clock clock;
    private final AnswerBody bodies;
    private final Duration retryAfterLimit;

    WebhookReply(Clock clock, Duration patience, Duration retryAfterLimit) {
        this.clock = clock;
        this.bodies = new AnswerBody(LIMIT_BYTES, patience);
        this.retryAfterLimit = retryAfterLimit;
    }

    public WebhookOutcome read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header("Retry-After") String retryAfter, @Body InputStream body) {
        empty(body);
        if (status >= 200 && status < 300) {
            return new WebhookOutcome.Taken(status);
        }
        if (status == 410) {
            return new WebhookOutcome.Unwanted();
        }
        Optional<Duration> wait = status == 429 || status == 502 || status == 503 || status == 504
                ? Optional.ofNullable(retryAfter).flatMap(this::wait) : Optional.empty();
        String code = status >= 300 && status < 400 ? "redirect-not-followed" : "http-" + status;
        return new WebhookOutcome.NotTaken(code, Optional.of(status), wait);
    }

    /** No answer: what broke, in a word. */
    public WebhookOutcome broken(IOException cause) {
        String code = switch (cause) {
            case NotPublic closed -> "address-not-public";
            case java.net.UnknownHostException unknown -> "host-unknown";
            case SSLException tls -> "tls-failed";
            case java.net.SocketTimeoutException slow -> "timed-out";
            default -> "connection-failed";
        };
        return new WebhookOutcome.NotTaken(code, Optional.empty(), Optional.empty());
    }

    private Optional<Duration> wait(String header) {
        String text = header.strip();
        try {
            Duration asked = text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return asked.isNegative() ? Optional.empty() : Optional.of(asked.compareTo(retryAfterLimit) > 0 ? retryAfterLimit : asked);
        } catch (DateTimeException neitherOfBoth) {
            return Optional.empty();
        }
    }

    private void empty(InputStream body) {
        try {
            bodies.read(body);
        } catch (IOException brokenOff) {
            // the status is known; nothing of the body is needed
        }
    }
}
