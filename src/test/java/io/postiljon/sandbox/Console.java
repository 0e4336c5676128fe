package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What Hawtio asks, as an operator with the sandbox's login: Jolokia on the management port. */
final class Console implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final SandboxJson sandbox;

    Console(SandboxJson sandbox) {
        this.sandbox = sandbox;
    }

    /** Jolokia's answer, with a {@code status} of its own. @param words operation, bean, member */
    JsonNode ask(String... words) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request(words).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (sandbox.hawtio().user() + ":" + sandbox.hawtio().password()).getBytes(StandardCharsets.UTF_8))).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the console answers " + answer.statusCode());
        }
        return new JsonMapper().readTree(answer.body());
    }

    /** Calls an operation by POST, as Hawtio does: what it is given stands in no address. */
    JsonNode call(String bean, String operation, String... arguments) throws IOException, InterruptedException {
        String body = new JsonMapper().writeValueAsString(Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", arguments));
        return new JsonMapper().readTree(http.send(request().header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (sandbox.hawtio().user() + ":" + sandbox.hawtio().password()).getBytes(StandardCharsets.UTF_8))).header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=same").header("X-XSRF-TOKEN", "same").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    /** HTTP status of the same question without a login. */
    int statusWithoutLogin(String... words) throws IOException, InterruptedException {
        return http.send(request(words).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String... words) {
        StringBuilder path = new StringBuilder("/actuator/jolokia");
        for (String word : words) {
            path.append('/').append(URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return HttpRequest.newBuilder(URI.create(sandbox.management() + path.toString()));
    }

    @Override public void close() {
        http.close();
    }
}
