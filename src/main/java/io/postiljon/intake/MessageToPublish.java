package io.postiljon.intake;

import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.Service;
import io.postiljon.sending.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON part, right in form. What it says may still be wrong: then {@code contentFaults} says why, and the value concerned is
 * empty. The faults wait until signature, sender and rights were judged, because the first stage with a fault answers.
 *
 * @param kind            kind of recipient, known even when its number is wrong
 * @param declaredDigests by part name, as far as they can be read
 * @param content         present when nothing in it is wrong
 */
public record MessageToPublish(
        Optional<KboNumber> sender,
        Optional<MessageReference> reference,
        Optional<DataCategory> dataCategory,
        Optional<Purpose> purpose,
        ChannelWish wish,
        RecipientKind kind,
        Optional<Recipient> recipient,
        Optional<DossierReference> dossier,
        Map<String, Sha256> declaredDigests,
        Optional<MessageContent> content,
        List<Issue> contentFaults) {
    public MessageToPublish {
        declaredDigests = Map.copyOf(declaredDigests);
        contentFaults = List.copyOf(contentFaults);
    }

    /** Only an address, or only a dossier: nobody with a number. */
    boolean recipientIsAbsent() {
        return kind == RecipientKind.ADDRESSEE;
    }

    /** The service that is asked first: the eBox of this kind of recipient, or the printer. */
    Service service() {
        if (!wish.allowsEbox()) {
            return Service.PRINT;
        }
        return kind == RecipientKind.ORGANISATION ? Service.EBOX_ENTERPRISE : Service.EBOX_CITIZEN;
    }

    @Override public String toString() {
        return "MessageToPublish[" + kind + ", " + wish + "]";
    }
}
