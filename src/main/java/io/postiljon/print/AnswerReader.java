package io.postiljon.print;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Optional;

/** Reads the JSON of an answer: no unknown or double member, nothing after the end, no value of another type. */
final class AnswerReader {
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(com.fasterxml.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** Empty when it is not what the format says. */
    Optional<SupplierAnswer> read(AnswerName.Kind kind, byte[] content) {
        try {
            return Optional.of(switch (kind) {
                case PA -> json.readValue(content, SupplierAnswer.Receipt.class);
                case PP -> json.readValue(content, SupplierAnswer.PieceResults.class);
            });
        } catch (IOException | IllegalArgumentException | NullPointerException notTheForm) {
            return Optional.empty();
        }
    }
}
