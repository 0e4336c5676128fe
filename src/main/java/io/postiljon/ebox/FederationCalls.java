package io.postiljon.ebox;

import io.postiljon.crypto.Randoms;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks the federation service who can be reached. The number travels in the body, never in an address. What the two questions look
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
    private final Clock clock;

    FederationCalls(ConsentQuestion consents, PreferenceQuestion preferences, EboxSettings.Scopes scopes, AnswerReading reading,
            EboxCounters counters, Clock clock) {
        this.consents = consents;
        this.preferences = preferences;
        this.scopes = scopes;
        this.reading = reading;
        this.counters = counters;
        this.clock = clock;
    }

    public TokenWish token(Recipient recipient) {
        return new TokenWish(new EboxClientName.Platform(), switch (recipient) {
            case Recipient.Citizen citizen -> scopes.consents();
            case Recipient.Organisation organisation -> scopes.preferences();
        });
    }

    public HttpEntity question(Recipient recipient, TokenAnswer.Granted token, @Headers Map<String, Object> headers) {
        headers.clear();
        headers.put("Authorization", "Bearer " + token.token());
        headers.put("Accept", "application/json, application/problem+json");
        headers.put("BelGov-Trace-Id", Randoms.uuidV7(clock.instant()).toString());
        byte[] body = switch (recipient) {
            case Recipient.Citizen citizen -> consents.body(citizen.insz());
            case Recipient.Organisation organisation -> preferences.body(organisation.kbo());
        };
        return new ByteArrayEntity(body, ContentType.APPLICATION_JSON);
    }

    public BoxAnswer judge(Recipient recipient, EboxAnswer answer) {
        if (answer.status() != 200) {
            return new BoxAnswer.NoAnswer("ebox-federation-" + answer.status(), reading.retryAfter(answer));
        }
        Optional<BoxAnswer> understood = switch (recipient) {
            case Recipient.Citizen citizen -> consents.judge(citizen.insz(), reading.json(answer), clock.instant());
            case Recipient.Organisation organisation -> preferences.judge(organisation.kbo(), reading.json(answer), clock.instant());
        };
        return understood.orElse(new BoxAnswer.NoAnswer("ebox-federation-unreadable", Optional.empty()));
    }

    /** The last word of the service, after the second token. One that blames us raises an alarm long before the deadline. */
    public BoxAnswer checked(BoxAnswer answer) {
        if (answer instanceof BoxAnswer.NoAnswer none && OURS_TO_MEND.contains(none.code())) {
            counters.alarm(none.code());
        }
        return answer;
    }

    /** No token, so nobody was asked. */
    public BoxAnswer withoutToken(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.NotGranted no -> new BoxAnswer.NoAnswer(no.code(), no.retryAfter());
            case TokenAnswer.Granted yes -> throw new IllegalStateException("there is a token, so the call is due");
        };
    }

    /** The connection failed. */
    public BoxAnswer unreachable() {
        return new BoxAnswer.NoAnswer("ebox-federation-unreachable", Optional.empty());
    }
}
