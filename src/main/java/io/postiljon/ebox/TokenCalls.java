package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.crypto.ClientAssertionSigner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Asks for an access token with {@code client_credentials} and a signed assertion (RFC 7523), and judges the answer.
 * Source: developer guide of the REST platform of the social security, token endpoint v5.
 */
public class TokenCalls {
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    /** One client as it signs. */
    record SigningClient(String id, Supplier<ClientAssertionSigner> key) {}

    private final Map<EboxClientName, SigningClient> clients;
    private final EboxSettings.Token settings;
    private final AnswerReading reading;
    private final EboxCounters counters;
    private final Clock clock;

    TokenCalls(Map<EboxClientName, SigningClient> clients, EboxSettings.Token settings, AnswerReading reading,
            EboxCounters counters, Clock clock) {
        this.clients = Map.copyOf(clients);
        this.settings = settings;
        this.reading = reading;
        this.counters = counters;
        this.clock = clock;
    }

    /** The form of the request. A client without a key is a fault of the configuration. */
    public HttpEntity form(TokenWish wish, @Headers Map<String, Object> headers) {
        SigningClient client = Optional.ofNullable(clients.get(wish.client()))
                .orElseThrow(() -> new IllegalStateException("no key is configured for this eBox client: " + wish.client()));
        headers.clear();
        headers.put("Accept", "application/json");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        fields.put("client_assertion", client.key().get().sign(client.id(), settings.expectedAudience(), clock.instant(), settings.assertionLife()));
        fields.put("scope", wish.scope());
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new StringEntity(form, FORM);
    }

    /** A 4xx will not go away by itself: key, client or scopes are at fault, and an operator has to look long before the deadline. */
    public TokenAnswer judge(EboxAnswer answer) {
        if (answer.status() != 200) {
            if (answer.blamesTheCaller()) {
                counters.alarm("ebox-token-" + answer.status());
            }
            return new TokenAnswer.NotGranted("ebox-token-" + answer.status(), reading.retryAfter(answer));
        }
        JsonNode body = reading.json(answer);
        String token = body.path("access_token").asText("");
        long seconds = body.path("expires_in").asLong(0);
        if (!token.matches("[A-Za-z0-9._~+/=-]{1,8192}") || seconds < 1) {
            return new TokenAnswer.NotGranted("ebox-token-unreadable", Optional.empty());
        }
        Duration life = Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds()));
        return new TokenAnswer.Granted(token, clock.instant().plus(life).minus(settings.margin()));
    }

    /** The connection failed. */
    public TokenAnswer unreachable() {
        return new TokenAnswer.NotGranted("ebox-token-unreachable", Optional.empty());
    }
}
