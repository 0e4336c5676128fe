package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message in the box of its recipient.
 *
 * @param sender    KBO number of the organisation that sends
 * @param content   the whole messageToPublish as it came in
 * @param documents in the order of {@code attachments}
 */
public record StoredMessage(
        String messageId,
        RecipientType recipientType,
        String recipient,
        String sender,
        String senderApplicationId,
        Optional<String> idempotencyKey,
        JsonNode content,
        List<StoredDocument> documents,
        Instant publishedAt,
        Instant expiresAt) {

    public StoredMessage {
        documents = List.copyOf(documents);
    }

    @Override
    public String toString() {
        return "StoredMessage[" + messageId + "]";
    }
}
