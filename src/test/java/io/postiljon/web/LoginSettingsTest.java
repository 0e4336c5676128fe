package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LoginSettingsTest {
    @TempDir Path folder;
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach void right() throws Exception {
        values.putAll(Map.of("web.login.enabled", "true", "web.login.issuer", "https://idp.example/op", "web.login.authorization-url", "https://idp.example/op/v1/auth",
                "web.login.token-url", "https://idp.example/op/v1/token", "web.login.keys-url", "https://idp.example/op/v1/keys", "web.login.client-id", "postiljon",
                "web.login.key-file", Files.createFile(folder.resolve("key.pem")).toString(), "web.login.acr-high", "urn:eid", "web.login.acr-substantial", "urn:sms, urn:totp"));
    }

    @Test void values_of_acr_that_reach_the_level_are_enough() {
        assertThat(bound().acrEnough()).containsExactlyInAnyOrder("urn:eid", "urn:sms", "urn:totp");
        values.put("web.login.level", "HIGH");
        assertThat(bound().acrEnough()).containsExactly("urn:eid");
        assertThat(bound().expectedAudience()).isEqualTo("https://idp.example/op/v1/token");
    }

    @ParameterizedTest @CsvSource({"issuer,http://idp.example/op", "token-url,http://idp.example/t", "keys-url,''", "client-id,' '", "key-file,/nowhere", "scopes,rrn",
            "algorithms,none", "algorithms,HS256", "session-life,1h", "attempt-life,1s", "clock-skew,5m", "sessions,1", "answer-limit,8MB", "level,LOW", "trust-file,/nowhere"})
    void a_wrong_value_stops_the_start(String name, String value) {
        values.put("web.login." + name, value);

        assertThatThrownBy(this::bound).hasStackTraceContaining("web.login");
    }

    @Test void without_a_value_of_acr_for_the_level_nobody_could_log_in() {
        values.remove("web.login.acr-high");
        values.put("web.login.level", "HIGH");

        assertThatThrownBy(this::bound).hasStackTraceContaining("acr");
    }

    @Test void what_is_off_needs_nothing() {
        values.clear();

        assertThat(bound().enabled()).isFalse();
    }

    private LoginSettings bound() {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("web.login", LoginSettings.class);
    }
}
