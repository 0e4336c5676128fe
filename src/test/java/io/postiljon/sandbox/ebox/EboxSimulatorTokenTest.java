package io.postiljon.sandbox.ebox;

import static io.postiljon.sandbox.ebox.EboxTestBed.letter;
import static io.postiljon.sandbox.ebox.EboxTestBed.toEnterprise;
import static io.postiljon.sandbox.ebox.SenderUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EboxSimulatorTokenTest {
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final EboxTestBed bed = EboxTestBed.start(settings -> settings.withClock(new MovingClock(passed)));
    private final SenderUnderTest sender = bed.sender();

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void a_signed_assertion_gives_an_opaque_token_for_five_minutes() {
        HttpResponse<String> answer = sender.askToken(sender.signed(sender.claims().build()), Scopes.PUBLISH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(json(answer).path("expires_in").asInt()).isEqualTo(300);
        assertThat(json(answer).path("token_type").asText()).isEqualTo("Bearer");
        assertThat(json(answer).path("access_token").asText()).hasSize(43).doesNotContain(".");
        assertThat(bed.ebox().tokensIssued()).isEqualTo(1);
    }

    @Test
    void an_assertion_works_once() {
        String assertion = sender.signed(sender.claims().build());

        assertThat(sender.askToken(assertion, Scopes.PUBLISH).statusCode()).isEqualTo(200);
        assertInvalidClient(sender.askToken(assertion, Scopes.PUBLISH));
    }

    @Test
    void an_assertion_with_a_wrong_claim_is_refused() {
        Instant now = Instant.now();
        List<JWTClaimsSet> wrong = List.of(
                sender.claims().audience("https://oauth.example/token").build(),
                sender.claims().audience(List.of(bed.ebox().tokenUri().toString(), "https://oauth.example/token")).build(),
                sender.claims().subject("provider").build(),
                sender.claims().issuer("nobody").subject("nobody").build(),
                sender.claims().jwtID(null).build(),
                sender.claims().issueTime(null).build(),
                sender.claims().expirationTime(null).build(),
                sender.claims().issueTime(Date.from(now.minusSeconds(120))).expirationTime(Date.from(now.minusSeconds(60))).build(),
                sender.claims().issueTime(Date.from(now.plusSeconds(90))).expirationTime(Date.from(now.plusSeconds(120))).build(),
                sender.claims().expirationTime(Date.from(now.plusSeconds(3600))).build());

        for (JWTClaimsSet claims : wrong) {
            assertInvalidClient(sender.askToken(sender.signed(claims), Scopes.PUBLISH));
        }
        assertThat(bed.ebox().tokensIssued()).isZero();
    }

    @Test
    void an_assertion_of_another_key_or_algorithm_is_refused() {
        KeyPair stranger = TestTls.rsa();

        assertInvalidClient(sender.askToken(SenderUnderTest.signed(sender.claims().build(), JWSAlgorithm.RS256, stranger), Scopes.PUBLISH));
        assertInvalidClient(sender.askToken(SenderUnderTest.signed(sender.claims().build(), JWSAlgorithm.PS256, sender.keys()), Scopes.PUBLISH));
        assertInvalidClient(sender.askToken("no.jwt.atall", Scopes.PUBLISH));
    }

    @Test
    void a_scope_that_was_not_granted_and_another_grant_are_refused() {
        HttpResponse<String> scope = sender.askToken(sender.signed(sender.claims().build()), Scopes.PUBLISH_FOR_ANOTHER);
        HttpResponse<String> grant = sender.askToken(Map.of(
                "grant_type", "password",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", sender.signed(sender.claims().build())));

        assertThat(scope.statusCode()).isEqualTo(400);
        assertThat(json(scope).path("error").asText()).isEqualTo("invalid_scope");
        assertThat(grant.statusCode()).isEqualTo(400);
        assertThat(json(grant).path("error").asText()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void a_call_without_token_with_a_wrong_one_and_with_an_old_one_is_told_apart() {
        String token = sender.token(Scopes.PUBLISH);
        MultipartForm form = letter(toEnterprise("0999990123"));
        HttpRequest.Builder without =
                HttpRequest.newBuilder(sender.messages()).header("Content-Type", form.contentType()).POST(form.body());

        assertUnauthorized(sender.send(without), "noAccessToken");
        assertUnauthorized(sender.send(sender.publication("wrong", form)), "invalidAccessToken");
        passed.set(Duration.ofSeconds(299));
        assertThat(sender.send(sender.publication(token, form)).statusCode()).isEqualTo(201);
        passed.set(Duration.ofSeconds(301));
        assertUnauthorized(sender.send(sender.publication(token, form)), "expiredAccessToken");
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @Test
    void a_token_is_good_for_its_scopes_only() {
        MultipartForm form = letter(toEnterprise("0999990123"));

        HttpResponse<String> publication = sender.send(sender.publication(sender.token(Scopes.PREFERENCES), form));
        HttpResponse<String> unscoped = sender.send(sender.publication(sender.token(), form));
        HttpResponse<String> search = sender.search(
                URI.create(bed.ebox().federationUri() + "/citizenEboxConsents/search"), Scopes.PUBLISH, "{\"ssinList\":[\"90610199729\"]}");

        assertThat(List.of(publication.statusCode(), unscoped.statusCode(), search.statusCode())).containsOnly(403);
        assertThat(json(publication).at("/requiredScopes/0").asText()).isEqualTo(Scopes.PUBLISH);
        assertThat(json(publication).path("type").asText()).isEqualTo("urn:problem-type:belgif:missingScope");
    }

    @Test
    void a_revoked_token_is_an_invalid_one() {
        String token = sender.token(Scopes.PUBLISH);
        bed.ebox().revokeTokens();

        assertUnauthorized(sender.send(sender.publication(token, letter(toEnterprise("0999990123")))), "invalidAccessToken");
    }

    @Test
    void each_error_can_have_either_shape() {
        for (ErrorShape shape : List.of(ErrorShape.PROBLEM, ErrorShape.STATUS_MESSAGE)) {
            try (EboxTestBed other = EboxTestBed.start(settings -> settings.withManners(new EboxSimulatorSettings.Manners(
                    shape, EboxSimulatorSettings.Switch.OFF, EboxSimulatorSettings.Switch.ON, EboxSimulatorSettings.Switch.OFF,
                    Duration.ofSeconds(1), Duration.ofSeconds(1))))) {

                HttpResponse<String> refused = other.sender().publish(letter(toEnterprise("1999990045")));
                HttpResponse<String> missing =
                        other.sender().search(URI.create(other.ebox().registryUri() + "/searchMessageStatus"), Scopes.PUBLISH, "[]");

                boolean problem = shape == ErrorShape.PROBLEM;
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(json(refused).has("issues")).isEqualTo(problem);
                assertThat(json(refused).has("code")).isEqualTo(!problem);
                assertThat(missing.statusCode()).isEqualTo(404);
                assertThat(json(missing).has("type")).isEqualTo(problem);
            }
        }
    }

    private static void assertInvalidClient(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("error").asText()).isEqualTo("invalid_client");
    }

    private static void assertUnauthorized(HttpResponse<String> answer, String problem) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:problem-type:belgif:" + problem);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    }

    private static final class MovingClock extends Clock {
        private final AtomicReference<Duration> passed;

        MovingClock(AtomicReference<Duration> passed) {
            this.passed = passed;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed.get());
        }
    }
}
