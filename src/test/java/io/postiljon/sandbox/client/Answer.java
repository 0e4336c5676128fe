package io.postiljon.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What the gateway said. {@code body} is a missing node when it was no JSON; {@code bytes} is always all of it. */
public record Answer(int status, HttpHeaders headers, JsonNode body, byte[] bytes) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<byte[]> response) {
        boolean json = response.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
        try {
            JsonNode body = json ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Answer(response.statusCode(), response.headers(), body, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean accepted() {
        return status == 202;
    }

    public String messageId() {
        return body.path("messageId").asText();
    }

    /** The whole problem type, a URN; empty when this is no problem. */
    public String problemType() {
        return body.path("type").asText();
    }

    /** Last part of the page that explains the problem: the stable name of the refusal; empty when there is none. */
    public String problemSlug() {
        String page = body.path("href").asText();
        return page.substring(page.lastIndexOf('/') + 1);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** For assertion messages: the status and, of a problem, its name and how to mend it. */
    @Override public String toString() {
        return "Answer[" + status + (problemSlug().isEmpty() ? "" : " " + problemSlug() + ": " + body.path("detail").asText()) + "]";
    }
}
