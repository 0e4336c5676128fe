package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.postiljon.access.CertificateStanding;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Mode;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who is asked for a token, where it is read, and for whom and what it must be. */
class TokenGateTest {
    private static final String EVENTS = "/api/v1/events";
    private static final String MESSAGES = "/api/v1/messages";
    private static X509Certificate certificate;
    private static X509Certificate stranger;

    private Optional<Agreement.AccessToken> asked = Optional.of(new Agreement.AccessToken(Set.of("client-a", "client-a2")));
    private AgencyTokens.Verdict verdict = good("client-a", Optional.of(Thumbprints.of(certificate)), "magda.documents.read");
    private CertificateStanding.Standing standing = CertificateStanding.Standing.GOOD;
    private final List<String> judged = new ArrayList<>();
    private final Agreements agreements = new Agreements() {
        @Override public Optional<Agreement> byCode(AgencyCode code) {
            return Optional.of(agreement());
        }

        @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
            return thumbprint.equals(Thumbprints.of(certificate)) ? Optional.of(agreement()) : Optional.empty();
        }

        @Override public List<Agreement> all() {
            return List.of(agreement());
        }
    };
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);
    private final TokenGate gate = new TokenGate(agreements, new Callers(agreements, shown -> standing, clock), new UploadGate(new StandingTime(), Duration.ZERO, Duration.ZERO), token -> {
        judged.add(token);
        return verdict;
    });

    @BeforeAll static void makeCertificates(@TempDir Path folder) {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        certificate = ca.server("one").certificate();
        stranger = ca.server("other").certificate();
    }

    @Test void a_token_of_the_agency_bound_to_its_connection_with_the_scope_passes() {
        gate.pass(request("GET", "Bearer a.b.c"), EVENTS);
        gate.pass(request("GET", "bearer  a.b.c "), EVENTS);
        gate.pass(request("HEAD", "Bearer a.b.c"), EVENTS);
        verdict = good("client-a2", Optional.of(Thumbprints.of(certificate)), "magda.documents.read", "magda.documents.send");
        gate.pass(request("POST", "Bearer a.b.c"), MESSAGES);

        assertThat(judged).containsOnly("a.b.c").hasSize(4);
    }

    @Test void an_agency_that_needs_none_is_not_asked_and_its_token_is_not_read() {
        asked = Optional.empty();

        gate.pass(request("GET", null), EVENTS);
        gate.pass(request("GET", "Bearer what-ever"), EVENTS);

        assertThat(judged).isEmpty();
    }

    @Test void contract_and_health_are_open_and_a_stranger_is_left_to_whoever_knows_certificates() {
        gate.pass(request("GET", null), "/api/v1/health");
        gate.pass(request("GET", null), "/api/v1/doc/openapi.yaml");
        gate.pass(request("GET", null), "/letter");
        MockHttpServletRequest other = request("GET", null);
        other.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {stranger});
        gate.pass(other, EVENTS);
    }

    @Test void without_a_token_in_the_header_one_is_asked_for_with_its_scope() {
        for (String header : new String[] {null, "Basic YTpi", "Bearerx a.b.c", ""}) {
            assertThat(refusal(request("GET", header), EVENTS)).as(header).isEqualTo("401 token-required Bearer realm=\"postiljon\", scope=\"magda.documents.read\"");
        }
        MockHttpServletRequest inTheAddress = request("GET", null);
        inTheAddress.setQueryString("access_token=a.b.c");
        inTheAddress.setParameter("access_token", "a.b.c");
        assertThat(refusal(inTheAddress, EVENTS)).startsWith("401 token-required");
        MockHttpServletRequest inAForm = request("POST", null);
        inAForm.setContentType("application/x-www-form-urlencoded");
        inAForm.setContent("access_token=a.b.c".getBytes());
        assertThat(refusal(inAForm, MESSAGES)).startsWith("401 token-required");
        assertThat(judged).isEmpty();
    }

    @Test void what_is_no_token_is_refused_unread() {
        for (String header : List.of("Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer \u00e9", "Bearer " + "a".repeat(8192))) {
            assertThat(refusal(request("GET", header), EVENTS)).isEqualTo("401 token-invalid Bearer realm=\"postiljon\", error=\"invalid_token\"");
        }
        MockHttpServletRequest twice = request("GET", "Bearer a.b.c");
        twice.addHeader("Authorization", "Bearer a.b.c");
        assertThat(refusal(twice, EVENTS)).startsWith("401 token-invalid");
        assertThat(judged).isEmpty();
    }

    @Test void a_token_of_another_or_bound_to_another_certificate_or_to_none_is_refused() {
        Optional<String> ours = Optional.of(Thumbprints.of(certificate));
        for (AgencyTokens.Verdict no : List.of(good("client-b", ours, "magda.documents.read"), good("client-a", Optional.of(Thumbprints.of(stranger)), "magda.documents.read"),
                good("client-a", Optional.empty(), "magda.documents.read"), good("CLIENT-A", ours, "magda.documents.read"), new AgencyTokens.Verdict.Bad("any"))) {
            verdict = no;
            assertThat(refusal(request("GET", "Bearer a.b.c"), EVENTS)).isEqualTo("401 token-invalid Bearer realm=\"postiljon\", error=\"invalid_token\"");
        }
    }

    @Test void a_token_without_the_scope_of_the_call_is_forbidden() {
        assertThat(refusal(request("POST", "Bearer a.b.c"), MESSAGES))
                .isEqualTo("403 forbidden Bearer realm=\"postiljon\", error=\"insufficient_scope\", scope=\"magda.documents.send\"");
        assertThat(refusal(request("POST", "Bearer a.b.c"), "/api/v1/dossiers/query")).contains("scope=\"magda.dossiers\"");
        assertThat(refusal(request("POST", "Bearer a.b.c"), "/api/v1/webhookEndpoints/{name}/sendTest")).contains("scope=\"magda.webhooks\"");
        assertThat(refusal(request("POST", "Bearer a.b.c"), "/api/v1/somethingNew")).as("a call that nobody gave a scope").startsWith("403 forbidden");
        assertThat(refusal(request("DELETE", "Bearer a.b.c"), MESSAGES)).startsWith("403 forbidden");
    }

    @Test void while_nothing_is_known_nobody_passes() {
        verdict = new AgencyTokens.Verdict.Unknown();

        assertThat(refusal(request("GET", "Bearer a.b.c"), EVENTS)).startsWith("503 temporarily-unavailable");
    }

    @Test void a_certificate_that_counts_no_more_is_told_before_any_token_is_looked_at() {
        standing = CertificateStanding.Standing.REVOKED;
        assertThat(refusal(request("GET", null), EVENTS)).isEqualTo("403 certificate-not-accepted");
        standing = CertificateStanding.Standing.UNKNOWN;
        assertThat(refusal(request("GET", "Bearer a.b.c"), EVENTS)).startsWith("503 revocation-unknown");
        assertThat(judged).isEmpty();
    }

    @Test void refused_calls_cost_quota() {
        for (int i = 0; i < 6000; i++) {
            assertThatThrownBy(() -> gate.pass(request("GET", null), EVENTS)).isInstanceOf(RefusalException.class);
        }

        assertThat(refusal(request("GET", null), EVENTS)).startsWith("429 quota");
    }

    private Agreement agreement() {
        Agreement plain = Fixtures.agreement(Mode.LIVE, Optional.empty());
        return asked.map(plain::asking).orElse(plain);
    }

    private static AgencyTokens.Verdict good(String client, Optional<String> thumbprint, String... scopes) {
        return new AgencyTokens.Verdict.Good(client, thumbprint, Set.of(scopes));
    }

    private static MockHttpServletRequest request(String method, String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/anything");
        request.setAttribute(TraceId.ATTRIBUTE, new TraceId(new java.util.UUID(0, 1)));
        request.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {certificate});
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }

    /** As the caller reads it. */
    private String refusal(MockHttpServletRequest request, String pattern) {
        Refusal refusal = catchThrowableOfType(RefusalException.class, () -> gate.pass(request, pattern)).refusal();
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            new HttpAnswers(new ProblemDocument(java.net.URI.create("https://post.example"), clock)).refuse(response, TraceId.of(request), refusal);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return (response.getStatus() + " " + refusal.fault().slug() + " " + Optional.ofNullable(response.getHeader("WWW-Authenticate")).orElse("")).strip();
    }

    /** No bucket fills while a test counts. */
    private static final class StandingTime implements TimeMeter {
        @Override public long currentTimeNanos() {
            return 0;
        }

        @Override public boolean isWallClockBased() {
            return false;
        }
    }
}
