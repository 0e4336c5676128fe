package io.postiljon.ebox;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Lease;
import io.postiljon.store.Sending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Publications in words. All numbers are test numbers. */
final class PublicationSamples {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Sha256 DIGEST = new Sha256("5".repeat(64));

    private PublicationSamples() {}

    static Recipient aCitizen() {
        return new Recipient.Citizen(new Insz("90610199729"));
    }

    static Recipient anOrganisation() {
        return new Recipient.Organisation(new KboNumber("0999990123"));
    }

    static MessageContent messageTo(Recipient recipient, Attachment... attachments) {
        return new MessageContent(new KboNumber("0999990024"), Optional.empty(), Optional.of(recipient), new LocalText("nl", "Testbericht"),
                Optional.of(new EboxTrio("SIM-BRIEF", "sim:documentendienst")), List.of(attachments), Optional.empty(),
                MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED, MessageContent.RegisteredMail.NO, Optional.empty(),
                Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    static Attachment letter(String partName, String fileName) {
        return new Attachment(partName, fileName, Attachment.Role.MAIN, Attachment.PdfSignature.NOT_SIGNED, DIGEST);
    }

    /** An attempt on a message without documents. */
    static PublicationAttempt attempt(SendingState state) {
        SendingId id = new SendingId(new UUID(0, 1));
        AgencyCode agency = new AgencyCode("example");
        Sending sending = new Sending(id, agency, Mode.LIVE, Entrance.HTTPS, new MessageReference("R-1"), new DataCategory("tax-assessment"),
                new Purpose("levy-of-taxes"), RecipientKind.CITIZEN, ChannelWish.EBOX, Optional.empty(), state, NOW, NOW,
                NOW.plusSeconds(3600), 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                "receipt", "trace");
        return new PublicationAttempt(sending, new Lease(id, 1, NOW.plusSeconds(60)), new UUID(0, 3), messageTo(aCitizen()),
                List.of(), new TokenWish(new EboxClientName.Platform(), "scope:publish"), Optional.empty());
    }
}
