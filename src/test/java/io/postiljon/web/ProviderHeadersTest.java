package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHeadersTest {
    private final ProviderHeaders headers = new ProviderHeaders();

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "CAmelHttpUri", "Set-Cookie", "Location", "Retry-After", "Content-Encoding", "GatewayAgency", "Anything"})
    void an_answer_brings_no_header_in(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "GatewayTraceId", "CamelFileName", "JMSMessageID", "Cookie"})
    void a_header_of_ours_does_not_leave(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null)).isTrue();
    }

    @Test void the_media_type_that_is_asked_for_leaves() {
        assertThat(headers.applyFilterToCamelHeaders("Accept", "application/json", null)).isFalse();
    }
}
