package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code ebox-openapi.yaml}, read once. OpenAPI 3.0 is a dialect of JSON Schema draft 4. Safe for many threads. */
final class ContractFile {
    private static final JsonNode ROOT = read();
    private static final ObjectNode DEFINITIONS = definitions();

    private ContractFile() {}

    static JsonNode paths() {
        return ROOT.path("paths");
    }

    static JsonNode component(String kind, String name) {
        return ROOT.path("components").path(kind).path(name);
    }

    /** The node itself, or the component that it refers to. */
    static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : ROOT.at(reference.substring(1));
    }

    /** A checker of one schema of the file. */
    static JsonSchema schema(JsonNode openApi) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.setAll((ObjectNode) plain(openApi));
        if (root.has("$ref")) {                         // nothing counts beside a reference
            root.putArray("allOf").addObject().set("$ref", root.remove("$ref"));
        }
        root.set("definitions", DEFINITIONS);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(root);
    }

    private static ObjectNode definitions() {
        ObjectNode schemas = JsonNodeFactory.instance.objectNode();
        ROOT.at("/components/schemas").properties().forEach(entry -> schemas.set(entry.getKey(), plain(entry.getValue())));
        return schemas;
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

    private static JsonNode read() {
        try (InputStream yaml = ContractFile.class.getResourceAsStream("/ebox-openapi.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("ebox-openapi.yaml is not on the class path");
            }
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
