package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The object messageToPublish of {@code ebox-openapi.yaml}. */
final class MessageSchema {
    /** Members that only the gateway's own interface has. The contract lets any member through; these would be a leak. */
    private static final Set<String> FOREIGN =
            Set.of("messageReference", "dataCategory", "purpose", "delivery", "dossierReference", "paper");

    private final JsonSchema schema;
    private final Set<String> mediaTypes = new HashSet<>();

    MessageSchema() {
        schema = Contract.FILE.schema(Contract.FILE.component("schemas", "MessageToPublish"));
        Contract.FILE.component("schemas", "DocumentMediaType").path("enum").forEach(type -> mediaTypes.add(type.asText()));
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
            throw new CallRefused(CallError.schema("null values are not allowed"));
        }
        List<String> faults = schema.validate(message).stream()
                .filter(fault -> !hasItsOwnCheck(fault))
                .map(fault -> fault.getInstanceLocation() + " " + fault.getType())
                .distinct()
                .sorted()
                .toList();
        if (!faults.isEmpty()) {
            throw new CallRefused(CallError.schema(String.join(", ", faults)));
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
}
