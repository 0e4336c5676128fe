package io.postiljon.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * Gets access tokens by client credentials over mutual TLS (RFC 8705, {@code tls_client_auth}), with the certificate that will be shown
 * to the gateway: they are bound to it. Keeps one until shortly before it ends, in memory only. Safe for all threads.
 */
final class TokenSource implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int ANSWER_LIMIT_BYTES = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI server;
    private final String form;
    private final HttpClient http;
    private final Clock clock;
    private String token;                       // guarded by this, as is its end
    private Instant end = Instant.MIN;

    /** @param scope with spaces between several */
    TokenSource(URI server, String client, String scope, SSLContext tls, Clock clock) {
        this.server = server;
        this.form = "grant_type=client_credentials&client_id=" + encoded(client) + "&scope=" + encoded(scope);
        this.http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NEVER).build();
        this.clock = clock;
    }

    /** @throws NoToken when another try may help  @throws Unusable when it does not */
    synchronized String token() throws IOException, InterruptedException, Unusable {
        if (clock.instant().isAfter(end.minus(token == null ? Duration.ZERO : MARGIN))) {
            fetch();
        }
        return token;
    }

    /** The gateway did not take it: it is not used again. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
            end = Instant.MIN;
        }
    }

    private void fetch() throws IOException, InterruptedException, Unusable {
        HttpRequest request = HttpRequest.newBuilder(server).timeout(TIMEOUT).header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build();
        JsonNode answer;
        int status;
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            status = response.statusCode();
            try (InputStream body = response.body()) {
                answer = JSON.readTree(body.readNBytes(ANSWER_LIMIT_BYTES));
            }
        } catch (JsonProcessingException notJson) {
            throw new NoToken("the address in --token-url answers with something that is no token");
        } catch (IOException away) {
            throw new NoToken("the authorisation server in --token-url gives no answer (" + away.getClass().getSimpleName() + "): check the address, --trust and your network");
        }
        if (status == 429 || status >= 500) {
            throw new NoToken("the authorisation server answers " + status);
        }
        if (status != 200) {
            throw new Unusable("the authorisation server gives no token (" + status + " " + coded(answer.path("error").asText())
                    + "): check --token-client, --token-scope, and which certificate it knows you by");
        }
        if (!answer.path("access_token").asText().matches("[A-Za-z0-9._~+/-]{1,8000}=*")) {
            throw new NoToken("the address in --token-url answers with something that is no token");
        }
        token = answer.path("access_token").asText();
        end = clock.instant().plusSeconds(Math.max(0, Math.min(answer.path("expires_in").asLong(60), 86_400)));
    }

    private static String coded(String error) {
        return error.matches("[a-z_]{1,40}") ? error : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override public void close() {
        http.shutdownNow();
    }
}
