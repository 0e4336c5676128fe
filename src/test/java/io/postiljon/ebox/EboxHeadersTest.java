package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EboxHeadersTest {
    private final EboxHeaders headers = new EboxHeaders("On-Behalf-Of-Enterprise-Number");

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "CAmelHttpUri", "camelhttpmethod", "Set-Cookie", "Location", "Content-Encoding", "Anything"})
    void an_answer_brings_no_header_in_that_is_not_named(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWS-Signature", "GatewayTraceId", "CamelFileName", "JMSMessageID", "Cookie", "x-forwarded-for"})
    void a_header_of_ours_does_not_leave(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null)).isTrue();
    }

    @Test void what_the_contract_needs_passes_in_any_letter_case() {
        assertThat(headers.applyFilterToExternalHeaders("retry-after", "5", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("authorization", "Bearer x", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("Idempotency-Key", "x", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("on-behalf-of-enterprise-number", "0999990024", null)).isFalse();
    }

    @Test void the_name_by_which_we_represent_an_agency_is_the_one_of_the_setting() {
        EboxHeaders other = new EboxHeaders("X-Represents");

        assertThat(other.applyFilterToCamelHeaders("X-Represents", "0999990024", null)).isFalse();
        assertThat(other.applyFilterToCamelHeaders("On-Behalf-Of-Enterprise-Number", "0999990024", null)).isTrue();
    }
}
