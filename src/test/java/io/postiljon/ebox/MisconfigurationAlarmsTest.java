package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.RecipientKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong keys, clients and scopes are told at once, and not only by what has failed at the deadline. */
class MisconfigurationAlarmsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswerReading reading = new AnswerReading(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofHours(1));
    private final TokenCalls tokens = new TokenCalls(Map.of(),
            new EboxSettings.Token(URI.create("https://ebox.example/token"), "", Duration.ZERO, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO), reading, new EboxCounters(meters), Clock.systemUTC());
    private final FederationCalls federation = new FederationCalls(new ConsentQuestion(), new PreferenceQuestion(),
            new EboxSettings.Scopes("publication", "representative", "preferences", "consents"), reading, new EboxCounters(meters),
            new CallHeaders("On-Behalf-Of-Enterprise-Number", Clock.systemUTC()), Clock.systemUTC());

    @ParameterizedTest @ValueSource(ints = {400, 401, 403, 404})
    void a_token_service_that_blames_us_raises_an_alarm(int status) {
        TokenAnswer answer = tokens.judge(answer(status));

        assertThat(answer.granted()).isFalse();
        assertThat(alarms()).isEqualTo(1);
    }

    @ParameterizedTest @ValueSource(ints = {408, 429, 500, 503})
    void a_token_service_that_is_away_or_busy_raises_none(int status) {
        tokens.judge(answer(status));

        assertThat(alarms()).isZero();
    }

    @ParameterizedTest @ValueSource(ints = {400, 401, 403})
    void a_federation_service_that_blames_us_to_the_last_raises_an_alarm(int status) {
        ListAnswer answer = federation.checked(federation.judge(aQuestion(), answer(status)));

        assertThat(answer).isInstanceOf(ListAnswer.NotHeard.class);
        assertThat(alarms()).isEqualTo(1);
    }

    @ParameterizedTest @ValueSource(ints = {429, 500, 503})
    void a_federation_service_that_is_away_or_busy_raises_none(int status) {
        federation.checked(federation.judge(aQuestion(), answer(status)));

        assertThat(alarms()).isZero();
    }

    @Test void a_first_refusal_of_a_token_raises_none_as_a_new_one_may_be_accepted() {
        federation.judge(aQuestion(), answer(401));

        assertThat(alarms()).isZero();
    }

    private static BoxQuestion aQuestion() {
        return new BoxQuestion(RecipientKind.CITIZEN, List.of(PublicationSamples.aCitizen()));
    }

    private double alarms() {
        return meters.find("postiljon.ebox.alarms").counters().stream().mapToDouble(Counter::count).sum();
    }

    private static EboxAnswer answer(int status) {
        return new EboxAnswer(status, Optional.empty(), new byte[0], EboxAnswer.Extent.WHOLE);
    }
}
