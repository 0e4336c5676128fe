package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.Insz;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** What a token of the identity provider must be before anybody is taken for anybody. The provider is played, with keys of its own. */
class OidcLoginTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String ISSUER = "https://idp.example/op";
    private static final String CLIENT = "postiljon";
    private static final String ITSME = "urn:be:vlaanderen:authmech:itsme";
    private static final String SMS = "urn:be:vlaanderen:authmech:csamsms";
    private static final String INSZ = "90610199729";

    @TempDir static Path folder;
    private static RSAKey key;
    private static RSAKey otherKey;
    private static Path clientKey;

    private String tokenForm;
    private ProviderAnswer tokenAnswer;
    private ProviderAnswer keysAnswer = new ProviderAnswer.Said(200, new JWKSet(key.toPublicJWK()).toString());
    private int keysAsked;
    private CitizenLogin login = login(LoginSettings.Level.SUBSTANTIAL);
    private CitizenLogin.Start start;

    @BeforeAll static void makeKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("one").generate();
        clientKey = Files.createFile(folder.resolve("client.pem"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(clientKey, "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(otherKey.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    }

    @BeforeEach void begin() {
        start = login.start(new MockHttpServletRequest("POST", "/letter"), PageLanguage.FR).orElseThrow();
    }

    @Test void the_right_token_says_who_it_is() throws Exception {
        answers(signed(claims().build()));

        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Known(new Insz(INSZ)));
    }

    @Test void the_way_to_the_provider_has_pkce_state_and_nonce_and_nothing_of_the_letter() throws Exception {
        answers(signed(claims().build()));
        finish();

        Map<String, String> asked = fields(start.address().getRawQuery());
        assertThat(start.address().toString()).startsWith("https://idp.example/op/v1/auth?");
        assertThat(asked).containsOnlyKeys("response_type", "client_id", "scope", "state", "redirect_uri", "nonce", "code_challenge", "code_challenge_method",
                        "acr_values", "ui_locales")
                .containsEntry("response_type", "code").containsEntry("scope", "openid rrn").containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://brieven.example/letter/login/return").containsEntry("ui_locales", "fr")
                .containsEntry("acr_values", SMS + " " + ITSME).containsEntry("code_challenge", digest(start.attempt().verifier()))
                .containsEntry("nonce", digest(start.attempt().nonce())).containsEntry("state", start.attempt().state());
        Map<String, String> exchanged = fields(tokenForm);
        assertThat(exchanged).containsEntry("grant_type", "authorization_code").containsEntry("code", "the-code").containsEntry("code_verifier", start.attempt().verifier())
                .containsEntry("redirect_uri", "https://brieven.example/letter/login/return").containsEntry("client_id", CLIENT)
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer").doesNotContainKey("client_secret");
        JWTClaimsSet assertion = SignedJWT.parse(exchanged.get("client_assertion")).getJWTClaimsSet();
        assertThat(assertion.getAudience()).containsExactly("https://idp.example/op/v1/token");
        assertThat(assertion.getIssuer()).isEqualTo(CLIENT);
        assertThat(login.start(new MockHttpServletRequest("POST", "/letter"), PageLanguage.FR).orElseThrow().attempt()).isNotEqualTo(start.attempt());
    }

    @TestFactory Stream<DynamicTest> a_forged_token_is_refused() {
        return Map.<String, Token>ofEntries(
                Map.entry("another issuer", () -> signed(claims().issuer("https://evil.example/op").build())),
                Map.entry("no issuer", () -> signed(claims().issuer(null).build())),
                Map.entry("for another client", () -> signed(claims().audience("somebody-else").build())),
                Map.entry("for two, without saying who asked", () -> signed(claims().audience(List.of(CLIENT, "somebody-else")).build())),
                Map.entry("asked by another client", () -> signed(claims().claim("azp", "somebody-else").build())),
                Map.entry("another nonce", () -> signed(claims().claim("nonce", digest("another")).build())),
                Map.entry("the nonce itself and not its digest", () -> signed(claims().claim("nonce", start.attempt().nonce()).build())),
                Map.entry("no nonce", () -> signed(claims().claim("nonce", null).build())),
                Map.entry("expired", () -> signed(claims().issueTime(Date.from(NOW.minusSeconds(90))).expirationTime(Date.from(NOW.minusSeconds(31))).build())),
                Map.entry("without an end", () -> signed(claims().expirationTime(null).build())),
                Map.entry("from the future", () -> signed(claims().issueTime(Date.from(NOW.plusSeconds(60))).expirationTime(Date.from(NOW.plusSeconds(120))).build())),
                Map.entry("not yet good", () -> signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(60))).build())),
                Map.entry("another key of the same name", () -> signed(claims().build(), JWSAlgorithm.RS256, new RSASSASigner(otherKey))),
                Map.entry("another algorithm", () -> signed(claims().build(), JWSAlgorithm.PS256, new RSASSASigner(key))),
                Map.entry("no signature", () -> new PlainJWT(claims().build()).serialize()),
                Map.entry("signature taken away", () -> signed(claims().build()).replaceAll("[^.]+$", "")),
                Map.entry("our public key as a secret", () -> signed(claims().build(), JWSAlgorithm.HS256, new MACSigner(key.toRSAPublicKey().getEncoded()))),
                Map.entry("another person than was signed", () -> changed(signed(claims().build()), text -> text.replace(INSZ, "90610199828"))),
                Map.entry("no level", () -> signed(claims().claim("acr", null).build())),
                Map.entry("a password", () -> signed(claims().claim("acr", "urn:be:vlaanderen:authmech:password").build())),
                Map.entry("a level in another case", () -> signed(claims().claim("acr", ITSME.toUpperCase()).build())),
                Map.entry("several levels", () -> signed(claims().claim("acr", List.of(ITSME)).build())),
                Map.entry("no INSZ", () -> signed(claims().claim("rrn", null).build())),
                Map.entry("an INSZ that is none", () -> signed(claims().claim("rrn", "90610199720").build())),
                Map.entry("an INSZ as a number", () -> signed(claims().claim("rrn", 90610199729L).build())),
                Map.entry("no subject", () -> signed(claims().subject(null).build())),
                Map.entry("no token", () -> "x")).entrySet().stream().map(forged -> DynamicTest.dynamicTest(forged.getKey(), () -> {
                    begin();
                    answers(forged.getValue().make());
                    assertThat(finish()).isInstanceOf(CitizenLogin.Outcome.Refused.class);
                }));
    }

    @Test void a_level_that_is_enough_elsewhere_is_not_enough_where_high_is_asked() throws Exception {
        login = login(LoginSettings.Level.HIGH);
        begin();
        answers(signed(claims().claim("acr", SMS).build()));
        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Refused("assurance_too_low"));
        assertThat(fields(start.address().getRawQuery())).containsEntry("acr_values", ITSME);

        answers(signed(claims().build()));
        assertThat(finish()).isInstanceOf(CitizenLogin.Outcome.Known.class);
    }

    @Test void an_answer_without_an_id_token_and_another_state_are_refused() throws Exception {
        tokenAnswer = new ProviderAnswer.Said(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}");
        assertThat(finish()).isInstanceOf(CitizenLogin.Outcome.Refused.class);

        answers(signed(claims().build()));
        assertThat(login.finish(start.attempt(), "another-state", "the-code")).isInstanceOf(CitizenLogin.Outcome.Refused.class);
    }

    @Test void a_code_that_the_provider_does_not_take_is_refused_and_what_blames_us_is_not_the_visitors_fault() {
        tokenAnswer = new ProviderAnswer.Said(400, "{\"error\":\"invalid_grant\",\"error_description\":\"of 90610199729\"}");
        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Refused("invalid_grant"));
        tokenAnswer = new ProviderAnswer.Said(400, "{\"error\":\"90610199729\"}");
        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Refused("unknown-error"));

        tokenAnswer = new ProviderAnswer.Said(401, "{\"error\":\"invalid_client\"}");
        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Unavailable("invalid_client"));
    }

    @Test void a_provider_that_is_away_is_away() throws Exception {
        for (ProviderAnswer away : List.of(new ProviderAnswer.Nothing(), new ProviderAnswer.Said(503, "busy"), new ProviderAnswer.Said(429, ""),
                new ProviderAnswer.Said(200, "<html>"), new ProviderAnswer.Said(200, "{}"))) {
            tokenAnswer = away;
            assertThat(finish()).as(away.toString()).isInstanceOf(CitizenLogin.Outcome.Unavailable.class);
        }

        answers(signed(claims().build()));
        keysAnswer = new ProviderAnswer.Nothing();
        assertThat(finish()).isEqualTo(new CitizenLogin.Outcome.Unavailable("no-keys"));
    }

    @Test void keys_are_asked_once_and_again_for_a_key_that_is_new() throws Exception {
        answers(signed(claims().build()));
        finish();
        finish();
        assertThat(keysAsked).isEqualTo(1);

        RSAKey next = new RSAKeyGenerator(2048).keyID("two").generate();
        keysAnswer = new ProviderAnswer.Said(200, new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK())).toString());
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("two").build(), claims().build());
        token.sign(new RSASSASigner(next));
        answers(token.serialize());
        assertThat(finish()).isInstanceOf(CitizenLogin.Outcome.Known.class);
        assertThat(keysAsked).isEqualTo(2);
    }

    @FunctionalInterface private interface Token {
        String make() throws JOSEException, ParseException;
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience(CLIENT).subject("somebody").issueTime(Date.from(NOW.minusSeconds(1)))
                .expirationTime(Date.from(NOW.plusSeconds(60))).claim("nonce", digest(start.attempt().nonce())).claim("acr", ITSME).claim("rrn", INSZ);
    }

    private void answers(String idToken) {
        tokenAnswer = new ProviderAnswer.Said(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"" + idToken + "\"}");
    }

    private CitizenLogin.Outcome finish() {
        return login.finish(start.attempt(), start.attempt().state(), "the-code");
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("one").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String changed(String token, UnaryOperator<String> change) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(change.apply(claims).getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private static String digest(String text) {
        return ContentDigest.of(text.getBytes(StandardCharsets.US_ASCII)).base64Url();
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private CitizenLogin login(LoginSettings.Level level) {
        LoginSettings settings = new LoginSettings(true, URI.create(ISSUER), URI.create(ISSUER + "/v1/auth"), URI.create(ISSUER + "/v1/token"),
                URI.create(ISSUER + "/v1/keys"), null, CLIENT, clientKey, null, List.of("openid", "rrn"), "rrn", Set.of(ITSME), Set.of(SMS), level,
                Set.of("RS256"), Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofMinutes(5), 1000, null,
                Duration.ofSeconds(1), Duration.ofSeconds(1), DataSize.ofKilobytes(64));
        return LoginConfiguration.OidcLogin.of(settings, "https://brieven.example", Clock.fixed(NOW, ZoneOffset.UTC), form -> {
            tokenForm = form;
            return tokenAnswer;
        }, () -> {
            keysAsked++;
            return keysAnswer;
        });
    }
}
