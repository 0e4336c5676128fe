package io.postiljon.sending;

import java.util.List;
import java.util.Optional;

/**
 * What an agency asks: the object {@code messageToPublish}, read and checked. It holds personal data, is kept sealed under the
 * sending's own key, and goes with that key when delivery is final.
 *
 * @param senderPartition  sender partition of the eBox, empty means GENERAL
 * @param recipient        empty only for paper to somebody whose number is not known
 * @param trio             empty only with {@link ChannelWish#PAPER}
 * @param body             free text shown in the eBox
 * @param dossier          required when there is no recipient
 * @param paper            present when paper can be chosen
 */
public record MessageContent(
        KboNumber sender,
        Optional<String> senderPartition,
        Optional<Recipient> recipient,
        LocalText subject,
        Optional<EboxTrio> trio,
        List<Attachment> attachments,
        Optional<LocalText> body,
        BodyRole bodyRole,
        ReplyRule reply,
        RegisteredMail registeredMail,
        Optional<AttentionOf> attentionOf,
        Optional<String> originalMessageId,
        List<BusinessDatum> businessData,
        Optional<DossierReference> dossier,
        Optional<PaperWishes> paper) {
    public enum BodyRole { MAIN, SIDE }

    public enum ReplyRule { ALLOWED, NOT_ALLOWED }

    public enum RegisteredMail { YES, NO }

    public MessageContent {
        attachments = List.copyOf(attachments);
        businessData = List.copyOf(businessData);
        if (recipient.isEmpty() && dossier.isEmpty()) {
            throw new IllegalArgumentException("without a recipient a dossier is required");
        }
    }

    public RecipientKind recipientKind() {
        return recipient.map(Recipient::kind).orElse(RecipientKind.ADDRESSEE);
    }

    @Override public String toString() {
        return "MessageContent[" + recipientKind() + ", " + attachments.size() + " documents]";
    }
}
