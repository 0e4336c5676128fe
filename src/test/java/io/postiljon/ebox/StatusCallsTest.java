package io.postiljon.ebox;

import static io.postiljon.ebox.PublicationSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingState;
import io.postiljon.store.EboxReading;
import io.postiljon.store.Sending;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCallsTest {
    private static final Sending PUBLISHED = published("m-1");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StatusCalls calls = new StatusCalls(new AnswerReading(clock, Duration.ofSeconds(2), Duration.ofHours(1)), new EboxCounters(meters),
            new CallHeaders("On-Behalf-Of-Enterprise-Number", clock));
    private final StatusQuestion question = new StatusQuestion(Mode.LIVE, new TokenWish(new EboxClientName.Platform(), "scope:publish"), Optional.empty(),
            List.of(new EboxReading(PUBLISHED, PublicationSamples.aCitizen(), 1, Optional.empty(), Optional.empty())));

    @ParameterizedTest @ValueSource(ints = {200, 201})
    void an_entry_says_whether_its_message_was_read_and_when_it_expires(int status) {
        StatusAnswer answer = calls.judge(question, answer(status, """
                [{"messageId": "m-1", "expirationDate": "2027-05-24T08:00:00+02:00", "readStatus": false, "visible": true}]"""));

        assertThat(answer).isInstanceOfSatisfying(StatusAnswer.Told.class, told -> assertThat(told.seen().get(PUBLISHED.id()))
                .isEqualTo(new StatusAnswer.Seen(false, Optional.of(Instant.parse("2027-05-24T06:00:00Z")))));
    }

    @ParameterizedTest @ValueSource(strings = {"[]", "[{\"messageId\": \"m-2\", \"readStatus\": true}]", "[{\"messageId\": \"m-1\"}]",
            "[{\"messageId\": \"m-1\", \"readStatus\": \"true\"}]"})
    void a_missing_or_odd_entry_is_not_known(String body) {
        assertThat(((StatusAnswer.Told) calls.judge(question, answer(201, body))).seen()).isEmpty();
    }

    @Test void an_operation_that_is_not_offered_is_no_fault() {
        assertThat(calls.checked(calls.judge(question, answer(404, "")))).isInstanceOf(StatusAnswer.NotOffered.class);
        assertThat(meters.find("postiljon.ebox.alarms").counters()).isEmpty();
    }

    @ParameterizedTest @ValueSource(ints = {302, 429, 500, 503})
    void a_service_that_is_away_or_busy_tells_nothing_for_now(int status) {
        assertThat(calls.checked(calls.judge(question, answer(status, "")))).isInstanceOf(StatusAnswer.NotTold.class);
        assertThat(meters.find("postiljon.ebox.alarms").counters()).isEmpty();
    }

    @ParameterizedTest @ValueSource(ints = {400, 401, 403})
    void one_that_blames_us_to_the_last_raises_an_alarm(int status) {
        calls.checked(calls.judge(question, answer(status, "")));

        assertThat(meters.get("postiljon.ebox.alarms").counter().count()).isEqualTo(1);
    }

    private static EboxAnswer answer(int status, String body) {
        return new EboxAnswer(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8), EboxAnswer.Extent.WHOLE);
    }

    static Sending published(String messageId) {
        Sending some = PublicationSamples.attempt(SendingState.PUBLISHED).sending();
        return new Sending(some.id(), some.agency(), some.mode(), some.entrance(), some.reference(), some.dataCategory(), some.purpose(),
                some.recipientKind(), some.wish(), some.decision(), some.state(), some.stateSince(), some.acceptedAt(), some.deadline(),
                some.attempt(), some.leasedUntil(), some.nextAttemptAt(), some.outcomeCode(), some.eboxKey(), Optional.of(messageId),
                some.eboxExpiresAt(), some.readSeenAt(), some.receipt(), some.traceId());
    }
}
