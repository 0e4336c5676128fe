package io.postiljon.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A sending as its agency thinks of it: the object {@code messageToPublish} and its documents. Never changes; each
 * {@code with} gives a new one. Digests are filled in when a document is added.
 */
public final class Letter {
    /** Name of the JSON's part in the multipart body. */
    public static final String MESSAGE_PART = "messageToPublish";

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode message;
    private final List<Part> documents;

    private Letter(ObjectNode message, List<Part> documents) {
        this.message = message;
        this.documents = List.copyOf(documents);
    }

    /** For the eBox only. Citizen or organisation; the agency's first category, purpose and fitting message type. */
    public static Letter forEbox(SandboxJson.Agency from, SandboxJson.Recipient to) {
        Letter letter = basis(from, "EBOX");
        letter.addRecipient(to);
        letter.addMessageType(from, to);
        return letter;
    }

    /** On paper only, with the recipient's number or, for kind paper, the dossier. */
    public static Letter onPaper(SandboxJson.Agency from, SandboxJson.Recipient to) {
        Letter letter = basis(from, "PAPER");
        letter.addRecipient(to);
        letter.message.set("paper", to.paper().deepCopy());
        return letter;
    }

    /** For the eBox, and on paper when there is none. */
    public static Letter forEboxElsePaper(SandboxJson.Agency from, SandboxJson.Recipient to) {
        Letter letter = basis(from, "EBOX_ELSE_PAPER");
        letter.addRecipient(to);
        letter.addMessageType(from, to);
        letter.message.set("paper", to.paper().deepCopy());
        return letter;
    }

    /** The first document is the main one; parts are called upfile1, upfile2 ... */
    public Letter withDocument(byte[] pdf) {
        return withDocument(Part.pdf("upfile" + (documents.size() + 1), pdf));
    }

    public Letter withDocument(Part document) {
        ObjectNode changed = message.deepCopy();
        ObjectNode attachment = changed.withArray("attachments").addObject();
        attachment.put("httpPartName", document.name())
                .put("isMainContent", documents.isEmpty()).put("isAttachmentSigned", false);
        attachment.putObject("digest").put("digestMethod", "sha_256").put("digestValue", Jades.digest(document.bytes()));
        List<Part> more = new ArrayList<>(documents);
        more.add(document);
        return new Letter(changed, more);
    }

    /** Sets a top-level member to any JSON, right or wrong. */
    public Letter with(String member, Object value) {
        ObjectNode changed = message.deepCopy();
        changed.set(member, JSON.valueToTree(value));
        return new Letter(changed, documents);
    }

    public Letter without(String member) {
        ObjectNode changed = message.deepCopy();
        changed.remove(member);
        return new Letter(changed, documents);
    }

    /** The same letter as a new one. */
    public Letter withNewReference() {
        return with("messageReference", UUID.randomUUID().toString());
    }

    /** The same documents under other names, in the JSON too. */
    public Letter withDocumentNames(UnaryOperator<String> rename) {
        ObjectNode changed = message.deepCopy();
        for (JsonNode attachment : changed.path("attachments")) {
            ((ObjectNode) attachment).put("httpPartName", rename.apply(attachment.path("httpPartName").asText()));
        }
        List<Part> renamed = documents.stream()
                .map(document -> new Part(rename.apply(document.name()), document.fileName(), document.contentType(), document.bytes()))
                .toList();
        return new Letter(changed, renamed);
    }

    public String reference() {
        return message.path("messageReference").asText();
    }

    public JsonNode message() {
        return message.deepCopy();
    }

    public List<Part> documents() {
        return documents;
    }

    /** The JSON as a part of its own. Each call gives the same bytes. */
    public Part messagePart() {
        try {
            return new Part(MESSAGE_PART, null, "application/json", JSON.writeValueAsBytes(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON, then the documents. Any other order is as good. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(messagePart());
        parts.addAll(documents);
        return parts;
    }

    @Override public String toString() {
        return "Letter[" + reference() + ", " + documents.size() + " documents]";
    }

    private static Letter basis(SandboxJson.Agency from, String channel) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("sender").put("eboxType", "enterprise").put("enterpriseNumber", from.kbo());
        message.putObject("subject").put("nl", "Brief van " + from.code());
        message.put("messageReference", UUID.randomUUID().toString());
        message.put("dataCategory", from.dataCategories().getFirst());
        message.put("purpose", from.purposes().getFirst());
        message.putObject("delivery").put("channel", channel);
        return new Letter(message, List.of());
    }

    private void addRecipient(SandboxJson.Recipient to) {
        switch (to.kind()) {
            case "citizen" -> message.putObject("recipient").put("eboxType", "citizen").put("ssin", to.id());
            case "organisation" -> message.putObject("recipient").put("eboxType", "enterprise").put("enterpriseNumber", to.id());
            case "paper" -> message.put("dossierReference", to.id());
            default -> throw new IllegalArgumentException("no such kind of recipient: " + to.kind());
        }
    }

    private void addMessageType(SandboxJson.Agency from, SandboxJson.Recipient to) {
        String audience = to.kind().equals("citizen") ? "citizen" : "enterprise";
        SandboxJson.MessageType type = from.messageTypes().stream()
                .filter(candidate -> candidate.audience().equals(audience)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(from.code() + " has no message type for a " + audience));
        message.put("messageTypeId", type.id()).put("senderApplicationId", type.senderApplicationId());
    }
}
