package io.postiljon.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedHeadersTest {
    private final NamedHeaders headers = new NamedHeaders(Set.of("Accept", "Idempotency-Key"), Set.of("Retry-After"));

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "CAmelHttpUri", "camelhttpmethod", "Set-Cookie", "Location", "Content-Encoding", "GatewayAgency", "Accept", "Anything"})
    void an_answer_brings_no_header_in_that_is_not_named(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null)).isTrue();
        assertThat(new NamedHeaders(Set.of("Accept"), Set.of()).applyFilterToExternalHeaders(name, "value", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "JWS-Signature", "GatewayTraceId", "GatewayAgency", "CamelFileName", "JMSMessageID", "Cookie", "x-forwarded-for", "Retry-After"})
    void a_header_of_ours_does_not_leave(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null)).isTrue();
    }

    @Test void what_is_named_passes_in_any_letter_case() {
        assertThat(headers.applyFilterToExternalHeaders("retry-after", "5", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("accept", "x", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("IDEMPOTENCY-KEY", "x", null)).isFalse();
    }

    @Test void one_more_goes_to_a_partner_that_wants_it() {
        NamedHeaders more = headers.with("X-Represents");

        assertThat(more.applyFilterToCamelHeaders("x-represents", "0999990024", null)).isFalse();
        assertThat(more.applyFilterToCamelHeaders("Accept", "x", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("X-Represents", "0999990024", null)).isTrue();
    }
}
