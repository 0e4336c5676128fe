package io.postiljon.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The JSON Schema of an agreement: the form of the file. What belongs in a member is said by its description there. */
final class AgreementSchema {
    private static final String RESOURCE = "/schemas/agreement.schema.json";
    private static final int PROBLEM_LIMIT = 50;

    private final JsonNode text;
    private final JsonSchema schema;

    AgreementSchema() {
        try (InputStream in = AgreementSchema.class.getResourceAsStream(RESOURCE)) {
            text = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of agreements cannot be read from the jar", e);
        }
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text,
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).locale(Locale.ENGLISH).build());
    }

    /** All faults of form, in the order of the file; the first 50. */
    List<AgreementProblem> check(String file, StrictYaml.Document document) {
        return schema.validate(document.tree()).stream()
                .map(message -> problem(file, document, message))
                .distinct()
                .sorted(Comparator.comparingInt(AgreementProblem::line))
                .limit(PROBLEM_LIMIT)
                .toList();
    }

    private AgreementProblem problem(String file, StrictYaml.Document document, ValidationMessage message) {
        String parent = message.getInstanceLocation().toString();
        String pointer = message.getType().equals("additionalProperties")
                ? parent + "/" + message.getProperty().replace("~", "~0").replace("/", "~1") : parent;
        return new AgreementProblem(file, document.lineOf(pointer), pointer, what(message) + " " + hint(message));
    }

    private static String what(ValidationMessage message) {
        return switch (message.getType()) {
            case "additionalProperties" -> "this member is not known here; remove it or mend its name.";
            case "required" -> "the member " + message.getProperty() + " is missing.";
            case "type" -> "the value has the wrong type" + (message.getSchemaNode().isTextual()
                    ? ": it must be " + message.getSchemaNode().asText() + "." : ".");
            case "enum", "const" -> "the value is not one of the allowed ones.";
            case "uniqueItems" -> "a value stands twice; keep one.";
            default -> "the value is not allowed.";
        };
    }

    /** The description beside the keyword that said no; with an unknown or missing member, what is known there. */
    private String hint(ValidationMessage message) {
        String keyword = message.getSchemaLocation().getFragment().toString();
        JsonNode owner = text.at(keyword.substring(0, keyword.lastIndexOf('/')));
        if (message.getType().equals("additionalProperties")) {
            var known = new ArrayList<String>();
            owner.path("properties").fieldNames().forEachRemaining(known::add);
            return "Known: " + String.join(", ", known) + ".";
        }
        if (message.getType().equals("required")) {
            JsonNode member = owner.path("properties").path(message.getProperty());
            return member.path("description").asText(owner.path("description").asText());
        }
        return described(message, owner);
    }

    /** A member that refers to a shared form has its own, better description at the place of the reference. */
    private String described(ValidationMessage message, JsonNode owner) {
        JsonNode at = text;
        for (String part : message.getInstanceLocation().toString().substring(
                message.getInstanceLocation().toString().isEmpty() ? 0 : 1).split("/")) {
            JsonNode next = part.matches("[0-9]+") ? at.path("items") : at.path("properties").path(part);
            at = next.isMissingNode() ? at : next;
        }
        return at.has("description") ? at.get("description").asText() : owner.path("description").asText();
    }
}
