package io.postiljon.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** The JSON Schema of one file of PBX 1.0. Safe for many threads. */
enum Format {
    MANIFEST("manifest"), RECEIPT("receipt"), PIECE_RESULTS("piece-results"), STATUS_EVENTS("status-events"), EVIDENCE("evidence"),
    RECONCILIATION("reconciliation"), CANCEL("cancel");

    private static final int SHOWN = 10;

    private final JsonSchema schema;

    Format(String name) {
        try (InputStream source = Format.class.getResourceAsStream("/schemas/pbx/" + name + ".schema.json")) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source,
                    SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(Format::expression).build());
        } catch (IOException missing) {
            throw new UncheckedIOException("a schema of the print format cannot be read from the jar", missing);
        }
    }

    /** As JSON Schema means it (ECMA-262): {@code $} is the end of the text. In Java it is also before a line end there. */
    private static RegularExpression expression(String regex) {
        Pattern pattern = Pattern.compile(regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
        return text -> pattern.matcher(text).find();
    }

    boolean fits(JsonNode file) {
        return schema.validate(file).isEmpty();
    }

    /** Places and keywords that do not fit, the first few; never a value. */
    List<String> faults(JsonNode file) {
        return schema.validate(file).stream().limit(SHOWN).map(Format::fault).toList();
    }

    private static String fault(ValidationMessage message) {
        return message.getInstanceLocation() + " " + message.getType();
    }
}
