package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The JSON of a protected header: what is taken is what another strict reader finds, each member once. */
public final class HeaderJsonFuzz implements FuzzTarget {
    private final JsonMapper other = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Override public boolean takes(byte[] input) throws IOException {
        Map<String, Object> read;
        try {
            read = StrictJson.object(input);
        } catch (JwsRefused refused) {
            return false;
        }
        JsonNode found = other.readTree(input);
        assertThat(found.isObject()).isTrue();
        requireSame(read, found);
        return true;
    }

    static void requireSame(Object ours, JsonNode found) {
        switch (ours) {
            case null -> assertThat(found.isNull()).isTrue();
            case Map<?, ?> members -> {
                assertThat(found.isObject()).isTrue();
                assertThat(found.size()).isEqualTo(members.size());
                members.forEach((name, value) -> requireSame(value, found.path((String) name)));
            }
            case List<?> values -> {
                assertThat(found.isArray()).isTrue();
                assertThat(found.size()).isEqualTo(values.size());
                for (int i = 0; i < values.size(); i++) {
                    requireSame(values.get(i), found.path(i));
                }
            }
            case String text -> {
                assertThat(found.isTextual()).isTrue();
                assertThat(found.textValue()).isEqualTo(text);
            }
            case Boolean truth -> assertThat(found.isBoolean() && found.booleanValue() == truth).isTrue();
            case Long number -> assertThat(found.isIntegralNumber() && found.longValue() == number).isTrue();
            case Double number -> assertThat(found.isNumber() && found.doubleValue() == number).isTrue();
            default -> throw new AssertionError("a value of " + ours.getClass());
        }
    }

    @Override public List<byte[]> seeds() {
        return Stream.of("{\"alg\":\"ES256\",\"crit\":[\"b64\",\"sigD\"],\"b64\":false,\"iat\":1764000000,\"sigD\":{\"pars\":[\"a\"],\"hashV\":[]}}",
                        "{\"a\":[[[[[[{}]]]]]],\"b\":null}", "{\"a\":-1.5e3,\"\\u0061b\":\"\\ud83d\\udcec\\n\"}", "{\"a\":1,\"a\":2}", "{\"a\":01}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
