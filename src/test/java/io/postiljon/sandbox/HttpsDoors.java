package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before anybody knows what a call is about, and to those who need no certificate. A part of {@link HttpsIntakeIT}, on its gateway. */
class HttpsDoors {
    private final HttpsBed bed = HttpsIntakeIT.bed();

    @Test void what_is_refused_at_the_door_is_on_record_once_a_minute() {
        String since = "select count(*) from audit.record where event = 'SECURITY_EVENT' and detail->>'code' = '";
        long misdirected = bed.count(since + "misdirected-request'");

        for (int i = 0; i < 10; i++) {
            bed.other().get("/problems/quota");
        }
        bed.other().get("/api/v1/messages/" + UUID.randomUUID());
        bed.other().get("/api/v1/nothing");
        bed.other().get("/api/v1/messages;a=b");

        assertThat(bed.count(since + "misdirected-request'") - misdirected).isBetween(1L, 2L);
        assertThat(bed.count(since + "not-found' and agency = 'vergunningen'")).isPositive();
        assertThat(bed.count(since + "malformed-request' and agency = 'vergunningen'")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/doc/openapi.yaml", "/.well-known/jwks.json", "/problems", "/api/v1/health"})
    void everybody_may_read_the_public_pages(String path) throws Exception {
        HttpResponse<String> answer = bed.publicPage(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(answer.headers().firstValue("BelGov-Trace-Id")).isPresent();
    }

    @Test void an_unknown_public_page_is_a_problem_and_the_container_names_nobody() throws Exception {
        HttpResponse<String> answer = bed.publicPage("/nothing");

        assertThat(HttpsBed.slug(answer)).isEqualTo("404 not-found");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test void traces_are_given_back_in_their_checked_form() throws Exception {
        HttpResponse<String> answer = bed.publicPage("/problems/quota", "BelGov-Trace-Id", "caller-1", "x-correlation-id", "c-1");
        HttpResponse<String> odd = bed.publicPage("/problems/quota", "BelGov-Trace-Id", "x".repeat(37), "x-correlation-id", "90610199729");

        assertThat(answer.headers().firstValue("BelGov-Related-Trace-Id")).contains("caller-1");
        assertThat(answer.headers().firstValue("x-correlation-id")).contains("c-1");
        assertThat(odd.headers().firstValue("BelGov-Related-Trace-Id")).isEmpty();
        assertThat(odd.headers().firstValue("x-correlation-id")).isEmpty();
    }
}
