package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHeadersTest {
    private final WebhookHeaders headers = new WebhookHeaders();

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "CAmelHttpUri", "camelhttpmethod", "Set-Cookie", "Location", "Content-Encoding", "GatewayAgency", "Anything"})
    void an_answer_brings_no_header_in_that_is_not_named(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "GatewayTraceId", "GatewayAgency", "CamelFileName", "JMSMessageID", "Cookie"})
    void a_header_of_ours_does_not_leave(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null)).isTrue();
    }

    @Test void what_a_receiver_needs_passes_in_any_letter_case() {
        assertThat(headers.applyFilterToExternalHeaders("retry-after", "5", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("Webhook-Signature", "x", null)).isFalse();
    }
}
