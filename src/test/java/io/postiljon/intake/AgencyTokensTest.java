package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.util.unit.DataSize;

/** What an access token must be before it says anything. The authorisation server is played, with keys of its own. */
class AgencyTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String ISSUER = "https://authorisation.example";
    private static final String AUDIENCE = "https://post.example/api";
    private static ECKey key;
    private static ECKey otherKey;
    private static ECKey nextKey;
    private static ECKey forEncryption;
    private static RSAKey rsa;

    private String served = keys(key, rsa, forEncryption);
    private int asked;
    private final TokenConfiguration.JwtTokens tokens = tokens(Duration.ofHours(1));

    @BeforeAll static void makeKeys() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        otherKey = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        nextKey = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
        forEncryption = new ECKeyGenerator(Curve.P_256).keyID("locks").keyUse(KeyUse.ENCRYPTION).generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    @AfterEach void end() throws Exception {
        tokens.close();
    }

    @Test void a_good_token_says_to_whom_it_was_issued_what_it_is_bound_to_and_what_it_allows() throws Exception {
        AgencyTokens.Verdict.Good expected = new AgencyTokens.Verdict.Good("client-a", Optional.of("thumbprint"), Set.of("magda.documents.read", "magda.dossiers"));

        assertThat(tokens.judge(signed(claims()))).isEqualTo(expected);
        assertThat(tokens.judge(signed(claims().claim("scope", List.of("magda.documents.read", "magda.dossiers"))))).as("scopes in a list").isEqualTo(expected);
        assertThat(tokens.judge(signed(claims().audience(List.of("https://other.example", AUDIENCE))))).as("for another too").isEqualTo(expected);
        assertThat(tokens.judge(signed(claims(), new JWSHeader.Builder(JWSAlgorithm.PS256).type(new JOSEObjectType("at+jwt")).keyID("rsa").build(),
                new RSASSASigner(rsa)))).as("PS256").isEqualTo(expected);
        assertThat(asked).as("the keys are kept").isOne();
    }

    @Test void a_token_that_is_bound_to_nothing_or_allows_nothing_says_so() throws Exception {
        for (Object confirmation : new Object[] {null, "thumbprint", Map.of("jkt", "thumbprint"), Map.of("x5t#S256", List.of("thumbprint"))}) {
            assertThat(tokens.judge(signed(claims().claim("cnf", confirmation)))).isInstanceOfSatisfying(AgencyTokens.Verdict.Good.class,
                    good -> assertThat(good.certificate()).as("cnf " + confirmation).isEmpty());
        }
        assertThat(tokens.judge(signed(claims().claim("scope", null)))).isInstanceOfSatisfying(AgencyTokens.Verdict.Good.class, good -> assertThat(good.scopes()).isEmpty());
    }

    private interface Token {
        String make() throws Exception;
    }

    @TestFactory Stream<DynamicTest> a_token_is_refused() {
        return Map.<String, Token>ofEntries(
                Map.entry("of another issuer", () -> signed(claims().issuer("https://evil.example"))),
                Map.entry("of no issuer", () -> signed(claims().issuer(null))),
                Map.entry("for another audience", () -> signed(claims().audience("https://other.example"))),
                Map.entry("for no audience", () -> signed(claims().audience((String) null))),
                Map.entry("that has expired", () -> signed(claims().issueTime(at(-600)).expirationTime(at(-31)))),
                Map.entry("that never ends", () -> signed(claims().expirationTime(null))),
                Map.entry("that lives too long", () -> signed(claims().expirationTime(at(3601)))),
                Map.entry("from the future", () -> signed(claims().issueTime(at(31)).expirationTime(at(60)))),
                Map.entry("without a time of issue", () -> signed(claims().issueTime(null))),
                Map.entry("that is not yet good", () -> signed(claims().notBeforeTime(at(31)))),
                Map.entry("that ends before it was issued", () -> signed(claims().issueTime(at(20)).expirationTime(at(10)))),
                Map.entry("without a client", () -> signed(claims().claim("client_id", null))),
                Map.entry("with several clients", () -> signed(claims().claim("client_id", List.of("client-a")))),
                Map.entry("without a subject", () -> signed(claims().subject(null))),
                Map.entry("without a name", () -> signed(claims().jwtID(null))),
                Map.entry("of another kind: id token", () -> signed(claims(), header("JWT", "one"), new ECDSASigner(key))),
                Map.entry("of no kind", () -> signed(claims(), new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), new ECDSASigner(key))),
                Map.entry("by another key of the same name", () -> signed(claims(), header("at+jwt", "one"), new ECDSASigner(otherKey))),
                Map.entry("by a key that nobody knows", () -> signed(claims(), header("at+jwt", "two"), new ECDSASigner(nextKey))),
                Map.entry("by a key of its own header", () -> signed(claims(), new JWSHeader.Builder(header("at+jwt", "two")).jwk(nextKey.toPublicJWK()).build(),
                        new ECDSASigner(nextKey))),
                Map.entry("by a key at an address of its own header", () -> signed(claims(), new JWSHeader.Builder(header("at+jwt", "two"))
                        .jwkURL(URI.create("https://evil.example/keys")).build(), new ECDSASigner(nextKey))),
                Map.entry("by a key that is for encryption", () -> signed(claims(), header("at+jwt", "locks"), new ECDSASigner(forEncryption))),
                Map.entry("by an algorithm that is not allowed", () -> signed(claims(), new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt"))
                        .keyID("rsa").build(), new RSASSASigner(rsa))),
                Map.entry("by the public key as a secret", () -> signed(claims(), new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt"))
                        .keyID("one").build(), new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)))),
                Map.entry("by nobody: alg none", () -> new PlainJWT(claims().build()).serialize()),
                Map.entry("with its signature taken away", () -> signed(claims()).replaceAll("[^.]+$", "")),
                Map.entry("with its algorithm changed to none", () -> changed(0, signed(claims()), text -> text.replace("ES256", "none"))),
                Map.entry("with another client than was signed", () -> changed(1, signed(claims()), text -> text.replace("client-a", "client-b"))),
                Map.entry("with a member that must be understood", () -> signed(claims(), new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")).keyID("one")
                        .criticalParams(new HashSet<>(Set.of("other"))).customParam("other", 1).build(), new ECDSASigner(key))),
                Map.entry("that is none", () -> "x"), Map.entry("that is empty in three parts", () -> ".."))
                .entrySet().stream().map(forged -> DynamicTest.dynamicTest(forged.getKey(), () -> {
                    assertThat(tokens.judge(signed(claims()))).as("a good one before").isInstanceOf(AgencyTokens.Verdict.Good.class);
                    assertThat(tokens.judge(forged.getValue().make())).isInstanceOf(AgencyTokens.Verdict.Bad.class);
                }));
    }

    @Test void a_new_key_of_the_server_is_taken_with_the_first_token_that_it_signed() throws Exception {
        assertThat(tokens.judge(signed(claims()))).isInstanceOf(AgencyTokens.Verdict.Good.class);
        served = keys(nextKey);

        assertThat(tokens.judge(signed(claims(), header("at+jwt", "two"), new ECDSASigner(nextKey)))).isInstanceOf(AgencyTokens.Verdict.Good.class);
        assertThat(tokens.judge(signed(claims()))).as("the old key is gone").isInstanceOf(AgencyTokens.Verdict.Bad.class);
    }

    @Test void who_makes_names_of_keys_up_does_not_make_us_ask_each_time_and_hears_no() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(tokens.judge(signed(claims(), header("at+jwt", "made-up-" + i), new ECDSASigner(nextKey)))).isInstanceOf(AgencyTokens.Verdict.Bad.class);
        }

        assertThat(asked).isLessThanOrEqualTo(2);
        assertThat(tokens.judge(signed(claims()))).as("others are not hit").isInstanceOf(AgencyTokens.Verdict.Good.class);
    }

    @Test void a_first_token_that_no_key_could_make_good_is_refused_before_any_key_is_there() throws Exception {
        assertThat(tokens.judge(new PlainJWT(claims().build()).serialize())).isInstanceOf(AgencyTokens.Verdict.Bad.class);
        assertThat(tokens.judge(signed(claims(), new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).keyID("one").build(),
                new MACSigner("s".repeat(32))))).isInstanceOf(AgencyTokens.Verdict.Bad.class);
        assertThat(asked).isZero();
    }

    @Test void without_keys_nothing_is_known_and_nothing_accepted() throws Exception {
        for (String nothing : List.of(KeyServerCalls.NOTHING, "no JSON", "{}", "[]")) {
            served = nothing;
            try (TokenConfiguration.JwtTokens others = tokens(Duration.ofHours(1))) {
                for (int i = 0; i < 5; i++) {
                    assertThat(others.judge(signed(claims()))).as(nothing).isInstanceOf(AgencyTokens.Verdict.Unknown.class);
                }
                assertThat(others.judge("x")).as("what is no token, is none without keys too").isInstanceOf(AgencyTokens.Verdict.Bad.class);
            }
        }
    }

    @Test void while_the_server_is_away_the_keys_at_hand_count_and_of_another_nothing_is_known() throws Exception {
        assertThat(tokens.judge(signed(claims()))).isInstanceOf(AgencyTokens.Verdict.Good.class);
        served = KeyServerCalls.NOTHING;

        assertThat(tokens.judge(signed(claims(), header("at+jwt", "two"), new ECDSASigner(nextKey)))).as("may be a new one").isInstanceOf(AgencyTokens.Verdict.Unknown.class);
        assertThat(tokens.judge(signed(claims(), header("at+jwt", "one"), new ECDSASigner(otherKey)))).as("never good").isInstanceOf(AgencyTokens.Verdict.Bad.class);
        assertThat(tokens.judge(signed(claims()))).isInstanceOf(AgencyTokens.Verdict.Good.class);
    }

    private TokenConfiguration.JwtTokens tokens(Duration outage) {
        TokenSettings settings = new TokenSettings(true, URI.create(ISSUER), URI.create(ISSUER + "/keys"), AUDIENCE, Set.of("ES256", "PS256"), Set.of("at+jwt"), "client_id",
                Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofMinutes(15), outage, null, Duration.ofSeconds(3), Duration.ofSeconds(5), DataSize.ofKilobytes(64));
        return new TokenConfiguration.JwtTokens(settings, Clock.fixed(NOW, ZoneOffset.UTC), () -> {
            asked++;
            return served;
        });
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience(AUDIENCE).subject("client-a").claim("client_id", "client-a").jwtID(UUID.randomUUID().toString())
                .issueTime(at(0)).expirationTime(at(300)).claim("cnf", Map.of("x5t#S256", "thumbprint")).claim("scope", "magda.documents.read magda.dossiers");
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static JWSHeader header(String type, String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).keyID(kid).build();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, header("at+jwt", "one"), new ECDSASigner(key));
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSHeader header, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String changed(int part, String token, UnaryOperator<String> change) {
        String[] parts = token.split("\\.");
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(change.apply(new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }

    private static String keys(JWK... keys) {
        return new JWKSet(Stream.of(keys).map(JWK::toPublicJWK).toList()).toString();
    }
}
