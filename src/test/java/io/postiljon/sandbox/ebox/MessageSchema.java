package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The object messageToPublish of {@code ebox-openapi.yaml}. OpenAPI 3.0 is a dialect of JSON Schema draft 4. */
final class MessageSchema {
    /** Members that only the gateway's own interface has. The contract lets any member through; these would be a leak. */
    private static final Set<String> FOREIGN =
            Set.of("messageReference", "dataCategory", "purpose", "delivery", "dossierReference", "paper");

    private final JsonSchema schema;
    private final Set<String> mediaTypes = new HashSet<>();

    MessageSchema() {
        JsonNode contract = contract();
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("$ref", "#/definitions/MessageToPublish");
        ObjectNode schemas = root.putObject("definitions");
        contract.path("components").path("schemas").properties().forEach(entry -> schemas.set(entry.getKey(), plain(entry.getValue())));
        contract.at("/components/schemas/DocumentMediaType/enum").forEach(type -> mediaTypes.add(type.asText()));
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(root);
    }

    boolean isMediaType(String mediaType) {
        return mediaTypes.contains(mediaType);
    }

    /** Refuses what the contract forbids, with the words of the e-Box FAQ. What has a check and an error of its own is left to that. */
    void check(JsonNode message) {
        List<String> foreign = new ArrayList<>();
        boolean[] hasNull = {false};
        walk(message, foreign, hasNull);
        if (!foreign.isEmpty()) {
            throw new CallRefused(CallError.invalidInput("Members that e-Box does not know: " + String.join(", ", foreign)));
        }
        if (hasNull[0]) {
            throw new CallRefused(CallError.invalidInput("Invalid Schema: null values are not allowed"));
        }
        List<String> faults = schema.validate(message).stream()
                .filter(fault -> !hasItsOwnCheck(fault))
                .map(fault -> fault.getInstanceLocation() + " " + fault.getType())
                .distinct()
                .sorted()
                .toList();
        if (!faults.isEmpty()) {
            throw new CallRefused(CallError.invalidInput("Invalid Schema: " + String.join(", ", faults)));
        }
    }

    private static boolean hasItsOwnCheck(ValidationMessage fault) {
        String at = fault.getInstanceLocation().toString();
        return switch (fault.getType()) {
            case "maxProperties" -> true;
            case "pattern" -> at.endsWith(".digestValue");
            case "maxItems" -> at.endsWith(".attachments");
            default -> false;
        };
    }

    private static void walk(JsonNode node, List<String> foreign, boolean[] hasNull) {
        if (node.isNull()) {
            hasNull[0] = true;
        }
        node.properties().stream().map(Map.Entry::getKey).filter(FOREIGN::contains).forEach(foreign::add);
        node.forEach(child -> walk(child, foreign, hasNull));
    }

    /** Without the members that are of OpenAPI and not of JSON Schema, and with its references. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().stream()
                    .filter(entry -> !entry.getKey().startsWith("x-"))
                    .filter(entry -> !(entry.getKey().equals("discriminator") || entry.getKey().equals("example")))
                    .forEach(entry -> copy.set(entry.getKey(), plain(entry.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return node.isTextual() ? new TextNode(node.asText().replace("#/components/schemas/", "#/definitions/")) : node;
    }

    private static JsonNode contract() {
        try (InputStream yaml = MessageSchema.class.getResourceAsStream("/ebox-openapi.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("ebox-openapi.yaml is not on the class path");
            }
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
