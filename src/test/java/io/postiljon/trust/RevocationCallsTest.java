package io.postiljon.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevocationCallsTest {
    private static final URI ADDRESS = URI.create("http://ca.example/x");
    private final TestAuthority authority = TestAuthority.root("authority");
    private final Link link = Link.of(authority.agency(), authority.certificate(), RevocationSource.of(List.of("none"), Optional.empty(), Optional.empty(), Set.of()));
    private final RevocationCalls calls = new RevocationCalls(10, 20, Duration.ofSeconds(10));
    private final RevocationQuestion ocsp = new RevocationQuestion(RevocationSource.Kind.OCSP, ADDRESS, List.of(link));
    private final RevocationQuestion list = new RevocationQuestion(RevocationSource.Kind.CRL, ADDRESS, List.of(link));

    @Test void nothing_that_was_there_before_goes_out() {
        Map<String, Object> headers = new HashMap<>(Map.of("CamelHttpPath", "/elsewhere", "Authorization", "x"));

        byte[] body = calls.prepare(ocsp, headers);

        assertThat(body).isNotEmpty();
        assertThat(headers).containsOnlyKeys("CamelHttpUri", "CamelHttpMethod", "Accept", "Content-Type").containsEntry("CamelHttpUri", ADDRESS.toString());
        assertThat(calls.prepare(list, headers)).isNull();
        assertThat(headers).containsEntry("CamelHttpMethod", "GET").doesNotContainKey("Content-Type");
    }

    @Test void an_answer_within_its_limit_is_read_and_a_longer_one_is_of_no_use() throws IOException {
        assertThat(calls.read(ocsp, 200, new ByteArrayInputStream(new byte[10]))).isInstanceOf(RevocationAnswer.Said.class);
        assertThat(calls.read(ocsp, 200, new ByteArrayInputStream(new byte[11]))).isInstanceOf(RevocationAnswer.Unusable.class);
        assertThat(calls.read(list, 200, new ByteArrayInputStream(new byte[20]))).isInstanceOf(RevocationAnswer.Said.class);
        assertThat(calls.read(list, 200, new ByteArrayInputStream(new byte[21]))).isInstanceOf(RevocationAnswer.Unusable.class);
    }

    @Test void another_status_and_a_missing_body_are_of_no_use() throws IOException {
        for (int status : new int[] {204, 302, 404, 500}) {
            assertThat(calls.read(ocsp, status, new ByteArrayInputStream(new byte[5]))).as("%d", status).isInstanceOf(RevocationAnswer.Unusable.class);
        }
        assertThat(calls.read(ocsp, 200, null)).isInstanceOf(RevocationAnswer.Unusable.class);
    }

    @Test void an_answer_that_never_ends_is_of_no_use() throws IOException {
        RevocationCalls hurried = new RevocationCalls(1000, 1000, Duration.ZERO);

        assertThat(hurried.read(ocsp, 200, new ByteArrayInputStream(new byte[5]))).isInstanceOf(RevocationAnswer.Unusable.class);
    }
}
