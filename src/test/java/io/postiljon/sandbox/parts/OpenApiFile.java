package io.postiljon.sandbox.parts;

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

/** A file of OpenAPI 3.0, which is a dialect of JSON Schema draft 4. Safe for many threads. */
public final class OpenApiFile {
    private final JsonNode root;
    private final ObjectNode definitions;

    private OpenApiFile(JsonNode root) {
        this.root = root;
        this.definitions = JsonNodeFactory.instance.objectNode();
        root.at("/components/schemas").properties().forEach(entry -> definitions.set(entry.getKey(), plain(entry.getValue())));
    }

    /** @param name on the class path, from its root */
    public static OpenApiFile read(String name) {
        try (InputStream yaml = OpenApiFile.class.getResourceAsStream(name)) {
            if (yaml == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new OpenApiFile(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode paths() {
        return root.path("paths");
    }

    public JsonNode component(String kind, String name) {
        return root.path("components").path(kind).path(name);
    }

    /** The node itself, or the component that it refers to. */
    public JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    /** A checker of one schema of the file. */
    public JsonSchema schema(JsonNode openApi) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.setAll((ObjectNode) plain(openApi));
        if (schema.has("$ref")) {                         // nothing counts beside a reference
            schema.putArray("allOf").addObject().set("$ref", schema.remove("$ref"));
        }
        schema.set("definitions", definitions);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
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
}
