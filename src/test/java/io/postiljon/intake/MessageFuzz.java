package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.fuzz.FuzzTarget;
import io.postiljon.sending.MessageContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON of a sending. What is taken has one meaning, the one that a plain reader finds, and can be written and read again; a message
 * without a fault keeps its limits.
 */
public final class MessageFuzz implements FuzzTarget {
    private static final Map<String, String> FILES = Map.of("upfile1", "Brief.pdf");

    private final JsonMapper plain = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

    @Override public boolean takes(byte[] input) throws IOException {
        ObjectNode read;
        try {
            read = StrictJson.read(input, "messageToPublish");
        } catch (RefusalException refused) {
            RefusalFuzz.requireTellable(refused.refusal());
            assertThat(DropMessage.read(input).documents()).isEmpty();
            return false;
        }
        JsonNode other = plain.readTree(input);
        assertThat(read).isEqualTo(other);
        assertThat(StrictJson.read(plain.writeValueAsBytes(read), "messageToPublish")).isEqualTo(other);
        return isSound(input);
    }

    private static boolean isSound(byte[] input) throws IOException {
        MessageReader.Reading reading = MessageReader.readAll(input, FILES, Fixtures.inTheSandbox());
        MessageToPublish message = reading.message();
        if (!reading.formFaults().isEmpty() || !message.contentFaults().isEmpty()) {
            RefusalFuzz.requireTellable(Refusal.of(reading.formFaults().isEmpty() ? message.contentFaults() : reading.formFaults()));
            return false;
        }
        DropMessage inADrop = DropMessage.read(input);
        assertThat(inADrop.reference()).isEqualTo(message.reference().map(reference -> reference.value()));
        assertThat(inADrop.documents()).containsExactlyElementsOf(FILES.keySet());
        assertThat(message.declaredDigests()).containsOnlyKeys("upfile1");
        message.content().ifPresent(MessageFuzz::requireLimits);
        return message.content().isPresent();
    }

    private static void requireLimits(MessageContent content) {
        assertThat(content.attachments()).hasSize(1);
        assertThat(content.subject().text()).isNotBlank().doesNotContain("\n", "\r", "\u0000");
        assertThat(content.subject().text().codePointCount(0, content.subject().text().length())).isLessThanOrEqualTo(400);
        assertThat(content.toString()).doesNotContain(Fixtures.CITIZEN);
    }

    @Override public List<byte[]> seeds() {
        ObjectNode full = Fixtures.aMessageToACitizen();
        full.put("isReplyAuthorized", true).put("originalMessageId", "eb-1").put("isRegisteredMail", true);
        full.set("bodyContent", Fixtures.parse("{\"nl\": \"Eerste lijn\\nTweede lijn\"}"));
        full.set("forTheAttentionOf", Fixtures.parse("{\"ssin\": \"90630799757\", \"label\": \"Dienst P\"}"));
        full.putArray("businessDataList").add(Fixtures.parse(
                "{\"key\": \"year\", \"name\": {\"nl\": \"Jaar\"}, \"description\": {\"nl\": \"Jaar van de aanslag\"}, \"values\": [{\"nl\": \"2026\"}]}"));
        return Stream.concat(Stream.of(Fixtures.aMessageToACitizen(), Fixtures.aLetterOnPaper(), full).map(Object::toString),
                        Stream.of("{\"a\":[1,-0.5e3,true,null,\"\\u00e9\\ud83d\\udcec\",{\"b\":{}}]}", "{\"a\":1,\"a\":2}", "{\"a\":99999999999999999999}", "{\"\":1e400}"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
