package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestFormTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/messages");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"\"a\",a", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\",8e03978e-40d5-43e8-bc93-6894a57f9324",
            "\"with \\\" and \\\\ inside\",with \" and \\ inside"})
    void a_key_is_a_string_between_quotes(String header, String key) {
        request.addHeader("Idempotency-Key", header);

        assertThat(RequestForm.requireKey(request).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"\"", "\"a", "\"a\" \"b\"", "\"a\";b=c", "\"\u00e9\"", "\"a\\b\"", "?1", "\"\t\"", "\"drop:OVO999001.20261124.00001.T:messages/00001.json\""})
    void another_form_is_no_key(String header) {
        request.addHeader("Idempotency-Key", header);

        assertThat(faultOf(() -> RequestForm.requireKey(request))).isEqualTo(Fault.IDEMPOTENCY_KEY);
    }

    @Test void a_key_has_at_most_128_characters_and_comes_once() {
        request.addHeader("Idempotency-Key", '"' + "k".repeat(129) + '"');
        assertThat(faultOf(() -> RequestForm.requireKey(request))).isEqualTo(Fault.IDEMPOTENCY_KEY);

        MockHttpServletRequest two = new MockHttpServletRequest();
        two.addHeader("Idempotency-Key", "\"a\"");
        two.addHeader("Idempotency-Key", "\"a\"");
        assertThat(faultOf(() -> RequestForm.requireKey(two))).isEqualTo(Fault.IDEMPOTENCY_KEY);
    }

    @Test void a_query_parameter_is_refused_by_its_name_only() {
        request.setQueryString("CamelHttpUri=http://somewhere");

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> RequestForm.requireNoParameters(request));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.UNKNOWN_PARAMETER);
        assertThat(refused.refusal().issues().get(0).name()).isEqualTo("CamelHttpUri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=b"})
    void a_sending_is_multipart_form_data_with_a_boundary(String type) {
        request.setContentType(type);

        assertThat(faultOf(() -> RequestForm.requireBoundary(request))).isEqualTo(Fault.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=b-1", "Multipart/Form-Data; charset=utf-8; Boundary=\"b-1\""})
    void a_boundary_may_stand_between_quotes(String type) {
        request.setContentType(type);

        assertThat(RequestForm.requireBoundary(request)).isEqualTo("b-1");
    }

    @Test void a_compressed_body_is_refused() {
        request.addHeader("Content-Encoding", "gzip");

        assertThat(faultOf(() -> RequestForm.requireNoEncoding(request))).isEqualTo(Fault.CONTENT_ENCODING);
    }

    @Test void two_signatures_are_none_that_can_hold() {
        request.addHeader("JWS-Signature", "a..b");
        request.addHeader("JWS-Signature", "c..d");

        assertThat(RequestForm.signature(request)).contains("a..b,c..d");
    }

    @Test void everything_that_headers_and_parameters_tell_is_told_at_once() {
        request.setQueryString("a=1&b&a=2");
        request.addHeader("Content-Encoding", "gzip");
        request.setContentType("text/plain");

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> RequestForm.requireUpload(request));

        assertThat(refused.refusal().issues()).extracting(issue -> issue.complaint() + " " + issue.name()).containsExactly(
                "PARAMETER a", "PARAMETER b", "ENCODED Content-Encoding", "MEDIA_TYPE Content-Type", "KEY_MISSING Idempotency-Key");
    }

    private static Fault faultOf(ThrowingCallable call) {
        return catchThrowableOfType(RefusalException.class, call).refusal().fault();
    }
}
