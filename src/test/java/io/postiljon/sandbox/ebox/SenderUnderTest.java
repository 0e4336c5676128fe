package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A small sender, made of the JDK's client, to look at the simulator from outside. */
record SenderUnderTest(EboxSimulator ebox, String clientId, KeyPair keys, HttpClient http) {

    static SenderUnderTest of(EboxSimulator ebox, String clientId, KeyPair keys, SSLContext trust) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new SenderUnderTest(ebox, clientId, keys, http);
    }

    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(ebox.tokenUri().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, JWSAlgorithm.RS256, keys);
    }

    static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, KeyPair keys) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
            jwt.sign(new RSASSASigner(keys.getPrivate()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> askToken(String assertion, String scope) {
        return askToken(Map.of(
                "grant_type", "client_credentials",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", assertion,
                "scope", scope));
    }

    HttpResponse<String> askToken(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(ebox.tokenUri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String token(String... scopes) {
        return json(askToken(signed(claims().build()), String.join(" ", scopes))).path("access_token").asText();
    }

    URI messages() {
        return URI.create(ebox.registryUri() + "/ebox/messages");
    }

    HttpRequest.Builder publication(String token, MultipartForm form) {
        return HttpRequest.newBuilder(messages())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", form.contentType())
                .POST(form.body());
    }

    HttpResponse<String> publish(MultipartForm form) {
        return send(publication(token(Scopes.PUBLISH), form));
    }

    HttpResponse<String> publish(MultipartForm form, String key) {
        return send(publication(token(Scopes.PUBLISH), form).header("Idempotency-Key", '"' + key + '"'));
    }

    HttpResponse<String> search(URI address, String scope, String body) {
        return send(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token(scope))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> inspect(String path) {
        return send(HttpRequest.newBuilder(URI.create(ebox.inspectUri() + path)).GET());
    }

    HttpResponse<String> inspect(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(ebox.inspectUri() + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return sendOrFail(request);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JsonMapper.builder().build().readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> texts(JsonNode list, String member) {
        return list.findValuesAsText(member);
    }
}
