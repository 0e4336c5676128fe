package io.postiljon.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.MessageReference;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What must be known of a message before it is judged: which documents belong to it, and what its agency calls it. A message that
 * cannot be read has neither; the check, which every entrance shares, says why.
 *
 * @param documents names of entries; some may not be there
 */
record DropMessage(Set<String> documents, Optional<String> reference) {
    /** More attachments than a sending may have are not looked at. */
    private static final int MOST = 12;

    DropMessage {
        documents = Set.copyOf(documents);
    }

    static DropMessage read(byte[] json) {
        try {
            ObjectNode message = StrictJson.read(json, "messageToPublish");
            Set<String> documents = new LinkedHashSet<>();
            for (JsonNode attachment : message.path("attachments")) {
                JsonNode name = attachment.path("httpPartName");
                if (name.isTextual() && documents.size() < MOST) {
                    documents.add(name.textValue());
                }
            }
            return new DropMessage(documents, reference(message.path("messageReference")));
        } catch (RefusalException unreadable) {
            return new DropMessage(Set.of(), Optional.empty());
        }
    }

    private static Optional<String> reference(JsonNode text) {
        try {
            return text.isTextual() ? Optional.of(new MessageReference(text.textValue()).value()) : Optional.empty();
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    @Override public String toString() {
        return "DropMessage[" + documents.size() + " documents]";
    }
}
