package io.postiljon.sandbox.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postiljon.sandbox.client.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attacker saw.
 *
 * @param status  0 when there was no HTTP answer
 * @param answers how many answers came on the connection
 * @param text    all of it, head and body
 * @param body    of the first answer, when it is JSON
 * @param trace   our id of the call
 */
record Seen(int status, int answers, String text, JsonNode body, Optional<String> trace) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
    private static final Pattern TRACE = Pattern.compile("(?im)^BelGov-Trace-Id: *([0-9a-f-]{36})");

    static Seen nothing() {
        return new Seen(0, 0, "", MissingNode.getInstance(), Optional.empty());
    }

    static Seen of(Answer answer) {
        StringBuilder text = new StringBuilder();
        answer.headers().map().forEach((name, values) -> text.append(name).append(": ").append(values).append('\n'));
        return new Seen(answer.status(), 1, text + new String(answer.bytes(), StandardCharsets.UTF_8), answer.body(), answer.header("BelGov-Trace-Id"));
    }

    static Seen ofHttp(String text) {
        Matcher statuses = STATUS.matcher(text);
        int answers = 0;
        int first = 0;
        for (; statuses.find(); answers++) {
            first = answers == 0 ? Integer.parseInt(statuses.group(1)) : first;
        }
        Matcher trace = TRACE.matcher(text);
        return new Seen(first, answers, text, json(text), trace.find() ? Optional.of(trace.group(1)) : Optional.empty());
    }

    private static JsonNode json(String text) {
        int start = text.indexOf("{\"type\"");
        try {
            return start < 0 ? MissingNode.getInstance() : new JsonMapper().readTree(text.substring(start));
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }

    /** Status, then the last part of the problem's page, then its code: {@code 422 document-rejected malware}. */
    String words() {
        String page = body.path("href").asText();
        return (status + " " + page.substring(page.lastIndexOf('/') + 1) + " " + body.path("code").asText()).strip();
    }
}
