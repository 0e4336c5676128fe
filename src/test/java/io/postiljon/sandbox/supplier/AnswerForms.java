package io.postiljon.sandbox.supplier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

/** The supplier's own copy of the schemas of its answers: it never says what they do not allow. */
final class AnswerForms {

    private static final Map<String, JsonSchema> KNOWN = new ConcurrentHashMap<>();

    private AnswerForms() {
    }

    static JsonNode require(String form, JsonNode answer) {
        if (!KNOWN.computeIfAbsent(form, AnswerForms::read).validate(answer).isEmpty()) {
            throw new IllegalStateException("an answer does not fit " + form);
        }
        return answer;
    }

    private static JsonSchema read(String form) {
        try (InputStream source = AnswerForms.class.getResourceAsStream("/pbx/" + form + ".schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(source,
                    SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
