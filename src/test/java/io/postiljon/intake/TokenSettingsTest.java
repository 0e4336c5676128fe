package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Mode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TokenSettingsTest {
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach void right() {
        values.putAll(Map.of("intake.tokens.enabled", "true", "intake.tokens.issuer", "https://as.example", "intake.tokens.keys-url", "https://as.example/keys",
                "intake.tokens.audience", "postiljon"));
    }

    @Test void what_is_not_said_is_strict() {
        assertThat(bound().algorithms()).containsExactlyInAnyOrder("ES256", "PS256");
        assertThat(bound().types()).containsExactly("at+jwt");
        assertThat(bound().clockSkew()).isEqualTo(Duration.ofSeconds(30));
        values.clear();
        assertThat(bound().enabled()).isFalse();
    }

    @ParameterizedTest @CsvSource({"issuer,http://as.example", "keys-url,http://as.example/keys", "keys-url,''", "audience,' '", "algorithms,none", "algorithms,HS256", "algorithms,EdDSA",
            "types,''", "types,a b", "client-claim,''", "clock-skew,5m", "token-life,2d", "token-life,1s", "keys-life,1m", "keys-life,2d", "keys-outage,1m", "keys-outage,2d",
            "answer-limit,8MB", "answer,0s", "connect,5m", "trust-file,/nowhere"})
    void a_wrong_value_stops_the_start(String name, String value) {
        values.put("intake.tokens." + name, value);

        assertThatThrownBy(this::bound).hasStackTraceContaining("intake.tokens");
    }

    @Test void keys_may_end_with_their_life_while_the_server_is_away() {
        values.put("intake.tokens.keys-outage", "0s");

        assertThat(bound().keysOutage()).isZero();
    }

    @Test void an_agreement_that_asks_tokens_is_refused_where_nobody_could_verify_them() {
        Agreement plain = Fixtures.agreement(Mode.LIVE, Optional.empty());
        Agreement asking = plain.asking(new Agreement.AccessToken(Set.of("client-a")));

        assertThat(new TokenRule(false).breachIn(asking).orElseThrow().pointer()).isEqualTo("/accessToken");
        assertThat(new TokenRule(false).breachIn(plain)).isEmpty();
        assertThat(new TokenRule(true).breachIn(asking)).isEmpty();
    }

    private TokenSettings bound() {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("intake.tokens", TokenSettings.class);
    }
}
