package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks the federation service who can be reached. The numbers travel in the body, never in an address. What the two questions look
 * like is left to {@link ConsentQuestion} and {@link PreferenceQuestion}.
 */
public class FederationCalls {
    private static final Set<String> OURS_TO_MEND =
            Set.of("ebox-federation-400", "ebox-federation-401", "ebox-federation-403", "ebox-federation-404");

    private final ConsentQuestion consents;
    private final PreferenceQuestion preferences;
    private final EboxSettings.Scopes scopes;
    private final AnswerReading reading;
    private final EboxCounters counters;
    private final CallHeaders common;
    private final Clock clock;

    FederationCalls(ConsentQuestion consents, PreferenceQuestion preferences, EboxSettings.Scopes scopes, AnswerReading reading,
            EboxCounters counters, CallHeaders common, Clock clock) {
        this.consents = consents;
        this.preferences = preferences;
        this.scopes = scopes;
        this.reading = reading;
        this.counters = counters;
        this.common = common;
        this.clock = clock;
    }

    public TokenWish token(BoxQuestion question) {
        return new TokenWish(new EboxClientName.Platform(), switch (question.about().getFirst()) {
            case Recipient.Citizen citizen -> scopes.consents();
            case Recipient.Organisation organisation -> scopes.preferences();
        });
    }

    public HttpEntity question(BoxQuestion question, TokenAnswer.Granted token, @Headers Map<String, Object> headers) {
        common.put(headers, token, Optional.empty());
        byte[] body = switch (question.about().getFirst()) {
            case Recipient.Citizen citizen -> consents.body(citizens(question).map(Recipient.Citizen::insz).toList());
            case Recipient.Organisation organisation -> preferences.body(organisations(question).map(Recipient.Organisation::kbo).toList());
        };
        return new ByteArrayEntity(body, ContentType.APPLICATION_JSON);
    }

    public ListAnswer judge(BoxQuestion question, EboxAnswer answer) {
        if (answer.status() != 200) {
            return new ListAnswer.NotHeard(new BoxAnswer.NoAnswer("ebox-federation-" + answer.status(), reading.retryAfter(answer)));
        }
        Optional<Map<Recipient, BoxAnswer>> understood = switch (question.about().getFirst()) {
            case Recipient.Citizen citizen -> consentsIn(question, reading.json(answer));
            case Recipient.Organisation organisation -> boxesIn(question, reading.json(answer));
        };
        return understood.<ListAnswer>map(ListAnswer.Heard::new)
                .orElse(new ListAnswer.NotHeard(new BoxAnswer.NoAnswer("ebox-federation-unreadable", Optional.empty())));
    }

    private Optional<Map<Recipient, BoxAnswer>> consentsIn(BoxQuestion question, JsonNode answer) {
        Map<Insz, BoxAnswer> judged = consents.judge(citizens(question).map(Recipient.Citizen::insz).toList(), answer, clock.instant());
        return judged.isEmpty() ? Optional.empty() : Optional.of(citizens(question).collect(Collectors.toMap(Function.identity(),
                citizen -> judged.getOrDefault(citizen.insz(), new BoxAnswer.NoAnswer("ebox-federation-not-answered", Optional.empty())))));
    }

    private Optional<Map<Recipient, BoxAnswer>> boxesIn(BoxQuestion question, JsonNode answer) {
        return preferences.judge(organisations(question).map(Recipient.Organisation::kbo).toList(), answer, clock.instant())
                .map(judged -> organisations(question).collect(Collectors.toMap(Function.identity(), organisation -> judged.get(organisation.kbo()))));
    }

    private static Stream<Recipient.Citizen> citizens(BoxQuestion question) {
        return question.about().stream().map(Recipient.Citizen.class::cast);
    }

    private static Stream<Recipient.Organisation> organisations(BoxQuestion question) {
        return question.about().stream().map(Recipient.Organisation.class::cast);
    }

    /** The last word of the service, after the second token. One that blames us raises an alarm long before the deadline. */
    public ListAnswer checked(ListAnswer answer) {
        if (answer instanceof ListAnswer.NotHeard none && OURS_TO_MEND.contains(none.why().code())) {
            counters.alarm(none.why().code());
        }
        return answer;
    }

    /** No token, so nobody was asked. */
    public ListAnswer withoutToken(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.NotGranted no -> new ListAnswer.NotHeard(new BoxAnswer.NoAnswer(no.code(), no.retryAfter()));
            case TokenAnswer.Granted yes -> throw new IllegalStateException("there is a token, so the call is due");
        };
    }

    /** The connection failed. */
    public ListAnswer unreachable() {
        return new ListAnswer.NotHeard(new BoxAnswer.NoAnswer("ebox-federation-unreachable", Optional.empty()));
    }
}
