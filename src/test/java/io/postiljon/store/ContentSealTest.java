package io.postiljon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.AttentionOf;
import io.postiljon.sending.BusinessDatum;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentSealTest {
    private static final AgencyCode AGENCY = new AgencyCode("agency-a");
    private static final SendingId SENDING = new SendingId(UUID.randomUUID());

    private static ContentSeal seal;

    @BeforeAll static void a_key_store(@TempDir Path folder) throws Exception {
        KeyStorePort keys = Pkcs12KeyStore.create(folder.resolve("keys.p12"), folder.resolve("keys.password"), "Test", Instant.now());
        seal = new ContentSeal(new DocumentSealer(keys), new DocumentOpener(keys));
    }

    @Test void everything_a_message_can_say_comes_back() {
        for (Optional<Recipient> recipient : List.<Optional<Recipient>>of(Optional.of(new Recipient.Citizen(new Insz("90610199729"))),
                Optional.of(new Recipient.Organisation(new KboNumber("0999990123"))), Optional.empty())) {
            MessageContent content = contentFor(recipient);

            ContentSeal.SealedContent sealed = seal.seal(AGENCY, SENDING, content);

            assertThat(seal.open(AGENCY, SENDING, sealed)).isEqualTo(content);
            assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("90610199729", "Voorbeeld");
        }
    }

    @Test void the_content_of_one_sending_does_not_open_as_that_of_another() {
        ContentSeal.SealedContent sealed = seal.seal(AGENCY, SENDING, contentFor(Optional.empty()));

        assertThatThrownBy(() -> seal.open(AGENCY, new SendingId(UUID.randomUUID()), sealed)).isInstanceOf(RuntimeException.class);
    }

    private static MessageContent contentFor(Optional<Recipient> recipient) {
        PostalAddress address = new PostalAddress(Optional.of("An Voorbeeld"), Optional.empty(), Optional.empty(), "Straat", "1",
                Optional.of("2"), "9000", "Gent", "BE");
        return new MessageContent(new KboNumber("0999990024"), Optional.of("GENERAL"), recipient, new LocalText("nl", "Voorbeeld"),
                Optional.of(new EboxTrio("SIM-BRIEF", "sim:documentendienst")),
                List.of(new Attachment("upfile1", "brief.pdf", Attachment.Role.MAIN, Attachment.PdfSignature.NOT_SIGNED, new Sha256("ab".repeat(32)))),
                Optional.of(new LocalText("nl", "Tekst")), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED,
                MessageContent.RegisteredMail.NO, Optional.of(new AttentionOf(Optional.of(new Insz("90610199729")), Optional.of("Dienst"))),
                Optional.empty(), List.of(new BusinessDatum("key", Optional.of(new LocalText("nl", "naam")), Optional.empty(), List.of(new LocalText("nl", "waarde")))),
                Optional.of(new DossierReference("dossier-1")),
                Optional.of(new PaperWishes(address, Optional.of(address), Optional.of(true), Optional.empty(), Optional.of(false), Optional.empty(),
                        Optional.of(PaperWishes.Priority.PRIOR), Optional.of("Brief"), Optional.empty(), Optional.of(30))));
    }
}
