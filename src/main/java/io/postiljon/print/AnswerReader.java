package io.postiljon.print;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Optional;

/** Reads the JSON of an answer: no double member, nothing after the end, and nothing that its schema does not say. */
final class AnswerReader {
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** Empty when it is not what the format says. Of a PE, {@code content} is its {@code evidence.json}. */
    Optional<SupplierAnswer> read(AnswerName.Kind kind, byte[] content) {
        return switch (kind) {
            case PA -> read(content, Format.RECEIPT, SupplierAnswer.Receipt.class);
            case PP -> read(content, Format.PIECE_RESULTS, SupplierAnswer.PieceResults.class);
            case PS -> read(content, Format.STATUS_EVENTS, SupplierAnswer.StatusEvents.class);
            case PE -> read(content, Format.EVIDENCE, SupplierAnswer.Evidence.class);
            case PR -> read(content, Format.RECONCILIATION, SupplierAnswer.Report.class);
        };
    }

    private Optional<SupplierAnswer> read(byte[] content, Format format, Class<? extends SupplierAnswer> type) {
        try {
            JsonNode tree = json.readTree(content);
            return tree != null && tree.isObject() && format.fits(tree) ? Optional.of(json.treeToValue(tree, type)) : Optional.empty();
        } catch (IOException | IllegalArgumentException notTheForm) {
            return Optional.empty();
        }
    }
}
