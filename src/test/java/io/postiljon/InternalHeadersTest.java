package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalHeadersTest {
    private final InternalHeaders headers = new InternalHeaders();

    @ParameterizedTest
    @ValueSource(strings = {"CamelFileName", "CAmelFileName", "camelfilename", "CAMELHTTPURI", "org.apache.camel.x", "ORG.apache.Camel.x",
            "JMSReplyTo", "GatewaySendingId", "gatewaytraceid", "Anything"})
    void a_header_that_is_not_named_stays_out_in_both_directions(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null)).isTrue();
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null)).isTrue();
    }

    @Test void the_trace_id_crosses_the_broker() {
        assertThat(headers.applyFilterToExternalHeaders("GatewayTraceId", "value", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("GatewayTraceId", "value", null)).isFalse();
    }
}
