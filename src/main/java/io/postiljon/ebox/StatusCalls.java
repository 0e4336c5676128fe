package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.store.EboxReading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks whether messages were read, and reads the answer. Source: {@code POST /searchMessageStatus} of MessageRegistry v2.1, answer 201.
 * // Assumption: v3 offers the same; 200 counts too.
 */
public class StatusCalls {
    private final ObjectMapper json = new ObjectMapper();
    private final AnswerReading reading;
    private final EboxCounters counters;
    private final CallHeaders common;

    StatusCalls(AnswerReading reading, EboxCounters counters, CallHeaders common) {
        this.reading = reading;
        this.counters = counters;
        this.common = common;
    }

    public HttpEntity prepare(StatusQuestion question, TokenAnswer.Granted token, @Headers Map<String, Object> headers) {
        common.put(headers, token, question.onBehalfOf());
        ArrayNode list = json.createArrayNode();
        for (EboxReading one : question.readings()) {
            ObjectNode item = list.addObject().put("messageId", messageId(one));
            switch (one.recipient()) {
                case Recipient.Citizen citizen -> item.putObject("eboxId").put("eboxType", "citizen").put("eboxIdValue", citizen.insz().digits());
                case Recipient.Organisation organisation ->
                        item.putObject("eboxId").put("eboxType", "enterprise").put("eboxIdValue", organisation.kbo().digits());
            }
        }
        return new ByteArrayEntity(list.toString().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
    }

    public StatusAnswer judge(StatusQuestion question, EboxAnswer answer) {
        if (answer.status() == 404 || answer.status() == 501) {
            return new StatusAnswer.NotOffered();
        }
        JsonNode list = reading.json(answer);
        if (answer.status() != 201 && answer.status() != 200) {
            return new StatusAnswer.NotTold("ebox-status-" + answer.status(), reading.retryAfter(answer));
        }
        if (!list.isArray()) {
            return new StatusAnswer.NotTold("ebox-status-unreadable", Optional.empty());
        }
        Map<String, StatusAnswer.Seen> byMessage = new HashMap<>();
        for (JsonNode entry : list) {
            if (entry.path("readStatus").isBoolean()) {
                byMessage.put(entry.path("messageId").asText(), new StatusAnswer.Seen(entry.path("readStatus").booleanValue(),
                        AnswerReading.moment(entry.path("expirationDate").asText(""))));
            }
        }
        Map<SendingId, StatusAnswer.Seen> seen = new HashMap<>();
        question.readings().forEach(one -> Optional.ofNullable(byMessage.get(messageId(one))).ifPresent(found -> seen.put(one.sending().id(), found)));
        return new StatusAnswer.Told(seen);
    }

    /** The last word, after the second token. One that blames us raises an alarm. */
    public StatusAnswer checked(StatusAnswer answer) {
        if (answer instanceof StatusAnswer.NotTold none && none.code().matches("ebox-status-40[013]")) {
            counters.alarm(none.code());
        }
        return answer;
    }

    /** No token, so nobody was asked. */
    public StatusAnswer withoutToken(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.NotGranted no -> new StatusAnswer.NotTold(no.code(), no.retryAfter());
            case TokenAnswer.Granted yes -> throw new IllegalStateException("there is a token, so the call is due");
        };
    }

    /** The connection failed. */
    public StatusAnswer unreachable() {
        return new StatusAnswer.NotTold("ebox-status-unreachable", Optional.empty());
    }

    private static String messageId(EboxReading reading) {
        return reading.sending().eboxMessageId().orElseThrow(() -> new IllegalStateException("a message without id is not followed"));
    }
}
