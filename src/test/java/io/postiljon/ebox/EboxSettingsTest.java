package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EboxSettingsTest {
    private final Map<String, String> values = new HashMap<>(Map.of(
            "ebox.token.url", "https://ebox.example/token",
            "ebox.messages.citizen", "https://ebox.example/messages", "ebox.messages.enterprise", "https://ebox.example/messages",
            "ebox.federation.consents", "https://ebox.example/consents", "ebox.federation.preferences", "https://ebox.example/preferences",
            "ebox.client.id", "postiljon", "ebox.client.key-file", "key.pem", "ebox.trust-file", "ca.pem"));

    @Test void the_default_lease_covers_a_publication_with_the_default_time_outs() {
        assertThat(settings().lease()).isEqualTo(Duration.ofMinutes(8));
    }

    @Test void a_lease_that_ends_before_two_tokens_two_calls_and_the_upload_is_refused() {
        values.put("ebox.lease", "399s");     // 4 x (2 x 5 s + 30 s + 30 s) + 2 min is 400 s

        assertThatThrownBy(this::settings).rootCause().hasMessageContaining("ebox.lease must be");
    }

    @Test void a_lease_of_exactly_that_is_accepted() {
        values.put("ebox.lease", "400s");

        assertThat(settings().lease()).isEqualTo(Duration.ofSeconds(400));
    }

    @ParameterizedTest @ValueSource(strings = {"", "X Represents", "X-Represents: 1", "authorization", "Idempotency-Key"})
    void a_header_name_that_is_none_or_is_taken_is_refused(String name) {
        values.put("ebox.on-behalf-of-header", name);

        assertThatThrownBy(this::settings).rootCause().hasMessageContaining("ebox.on-behalf-of-header");
    }

    @Test void the_name_by_which_we_represent_an_agency_is_the_one_of_the_setting() {
        values.put("ebox.on-behalf-of-header", "X-Represents");

        assertThat(settings().headers().out()).containsExactlyInAnyOrder("Authorization", "Accept", "Idempotency-Key", "BelGov-Trace-Id", "X-Represents");
        assertThat(settings().headers().in()).containsExactly("Retry-After");
    }

    private EboxSettings settings() {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("ebox", EboxSettings.class);
    }
}
