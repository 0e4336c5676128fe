package io.postiljon.ebox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.BusinessDatum;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Recipient;

/**
 * The object {@code messageToPublish} of e-Box v3, and nothing that e-Box does not know: our own members stay here. No null
 * values, one language. Part names are ours, so an agency's names never reach a header.
 */
class MessageJson {
    private final ObjectMapper json = new ObjectMapper();
    private final RegisteredMailRule registeredMail;

    MessageJson(RegisteredMailRule registeredMail) {
        this.registeredMail = registeredMail;
    }

    /** Name of the part that holds a document, from its place in the message. */
    static String partName(int at) {
        return "upfile" + (at + 1);
    }

    String render(MessageContent content) {
        EboxTrio trio = content.trio().orElseThrow(() -> new IllegalStateException("the eBox needs a message type"));
        ObjectNode message = json.createObjectNode();
        ObjectNode sender = message.putObject("sender").put("eboxType", "enterprise").put("enterpriseNumber", content.sender().digits());
        content.senderPartition().ifPresent(partition -> sender.put("partition", partition));
        recipient(message.putObject("recipient"), content);
        text(message.putObject("subject"), content.subject());
        message.put("senderApplicationId", trio.senderApplicationId()).put("messageTypeId", trio.messageTypeId());
        attachments(message, content);
        content.body().ifPresent(body -> {
            text(message.putObject("bodyContent"), body);
            message.put("isBodyMainContent", content.bodyRole() == MessageContent.BodyRole.MAIN);
        });
        message.put("isReplyAuthorized", content.reply() == MessageContent.ReplyRule.ALLOWED);
        if (registeredMail.passesOn(content)) {
            message.put("isRegisteredMail", true);
        }
        content.attentionOf().ifPresent(attention -> {
            ObjectNode node = message.putObject("forTheAttentionOf");
            attention.insz().ifPresent(insz -> node.put("ssin", insz.digits()));
            attention.label().ifPresent(label -> node.put("label", label));
        });
        content.originalMessageId().ifPresent(id -> message.put("originalMessageId", id));
        businessData(message, content);
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree could not be written as JSON", impossible);
        }
    }

    private static void recipient(ObjectNode node, MessageContent content) {
        switch (content.recipient().orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number"))) {
            case Recipient.Citizen citizen -> node.put("eboxType", "citizen").put("ssin", citizen.insz().digits());
            case Recipient.Organisation organisation ->
                    node.put("eboxType", "enterprise").put("enterpriseNumber", organisation.kbo().digits());
        }
    }

    private static void attachments(ObjectNode message, MessageContent content) {
        var list = message.putArray("attachments");
        for (int at = 0; at < content.attachments().size(); at++) {
            Attachment attachment = content.attachments().get(at);
            ObjectNode node = list.addObject()
                    .put("httpPartName", partName(at))
                    .put("isMainContent", attachment.role() == Attachment.Role.MAIN)
                    .put("isAttachmentSigned", attachment.pdfSignature() == Attachment.PdfSignature.SIGNED);
            node.putObject("digest").put("digestMethod", "sha_256").put("digestValue", attachment.digest().base64Url());
        }
    }

    private static void businessData(ObjectNode message, MessageContent content) {
        if (content.businessData().isEmpty()) {
            return;
        }
        var list = message.putArray("businessDataList");
        for (BusinessDatum datum : content.businessData()) {
            ObjectNode node = list.addObject().put("key", datum.key());
            datum.name().ifPresent(name -> text(node.putObject("name"), name));
            datum.description().ifPresent(description -> text(node.putObject("description"), description));
            var values = node.putArray("values");
            datum.values().forEach(value -> text(values.addObject(), value));
        }
    }

    private static void text(ObjectNode node, LocalText text) {
        node.put(text.language(), text.text());
    }
}
