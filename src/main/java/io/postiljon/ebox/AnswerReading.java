package io.postiljon.ebox;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postiljon.calls.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/**
 * Reads an answer with limits: 1 MiB and a time for the whole. Of what lies beyond, only the status counts.
 */
public class AnswerReading {
    private static final int LIMIT_BYTES = 1 << 20;

    private final Clock clock;
    private final AnswerBody bodies;
    private final Duration retryAfterLimit;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    AnswerReading(Clock clock, Duration timeLimit, Duration retryAfterLimit) {
        this.clock = clock;
        this.bodies = new AnswerBody(LIMIT_BYTES, timeLimit);
        this.retryAfterLimit = retryAfterLimit;
        json.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build());
    }

    public EboxAnswer read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header("Retry-After") String retryAfter,
            @Body InputStream body) {
        Optional<String> named = Optional.ofNullable(retryAfter);
        return whole(body).map(bytes -> new EboxAnswer(status, named, bytes, EboxAnswer.Extent.WHOLE))
                .orElseGet(() -> new EboxAnswer(status, named, new byte[0], EboxAnswer.Extent.CUT));
    }

    /** The body as JSON; a missing node when it is cut or is none. */
    JsonNode json(EboxAnswer answer) {
        if (answer.extent() == EboxAnswer.Extent.CUT || answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(answer.body());
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** A date-time of a year that a database can hold; empty for any other text. */
    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text)).filter(said -> said.getYear() >= 1 && said.getYear() <= 9999).map(OffsetDateTime::toInstant);
        } catch (DateTimeException notSaid) {
            return Optional.empty();
        }
    }

    /**
     * When the e-Box wants to be asked again: header as seconds or date, else {@code retryAfterSec} or {@code retryAfter} (a
     * date-time) of the problem; 1 s at least.
     */
    Optional<Duration> retryAfter(EboxAnswer answer) {
        return answer.retryAfter().flatMap(this::fromHeader).or(() -> fromProblem(json(answer))).map(this::bounded);
    }

    private Optional<Duration> fromProblem(JsonNode problem) {
        if (problem.path("retryAfterSec").canConvertToInt()) {
            return Optional.of(Duration.ofSeconds(problem.path("retryAfterSec").asInt()));
        }
        return moment(problem.path("retryAfter").asText("")).map(when -> Duration.between(clock.instant(), when));
    }

    private Optional<Duration> fromHeader(String value) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(clock.instant(), when));
        } catch (DateTimeException neitherOfBoth) {
            return Optional.empty();
        }
    }

    private Duration bounded(Duration asked) {
        Duration least = Duration.ofSeconds(1);
        return asked.compareTo(least) < 0 ? least : asked.compareTo(retryAfterLimit) > 0 ? retryAfterLimit : asked;
    }

    private Optional<byte[]> whole(InputStream body) {
        try {
            return bodies.read(body);
        } catch (IOException brokenOff) {
            return Optional.empty();
        }
    }
}
