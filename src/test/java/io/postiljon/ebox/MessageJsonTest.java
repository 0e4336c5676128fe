package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MessageJsonTest {
    /** The members of e-Box v3 that a sender may fill. */
    private static final Set<String> MEMBERS = Set.of("sender", "recipient", "subject", "senderApplicationId", "messageTypeId", "attachments",
            "bodyContent", "isBodyMainContent", "isReplyAuthorized", "isRegisteredMail", "forTheAttentionOf", "originalMessageId",
            "businessDataList");

    @Test void a_message_to_a_citizen_has_the_form_of_v3() throws IOException {
        JsonNode message = rendered(PublicationSamples.messageTo(PublicationSamples.aCitizen(), PublicationSamples.letter("x", "brief.pdf")));

        assertThat(message).isEqualTo(tree("""
                {"sender": {"eboxType": "enterprise", "enterpriseNumber": "0999990024"},
                 "recipient": {"eboxType": "citizen", "ssin": "90610199729"},
                 "subject": {"nl": "Testbericht"},
                 "senderApplicationId": "sim:documentendienst", "messageTypeId": "SIM-BRIEF",
                 "attachments": [{"httpPartName": "upfile1", "isMainContent": true, "isAttachmentSigned": false,
                   "digest": {"digestMethod": "sha_256", "digestValue": "VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVU"}}],
                 "isReplyAuthorized": false}"""));
    }

    @Test void a_message_to_an_organisation_names_its_number() throws IOException {
        JsonNode message = rendered(PublicationSamples.messageTo(PublicationSamples.anOrganisation(), PublicationSamples.letter("x", "b.pdf")));

        assertThat(message.path("recipient")).isEqualTo(tree("{\"eboxType\": \"enterprise\", \"enterpriseNumber\": \"0999990123\"}"));
    }

    @Test void everything_that_the_ebox_knows_is_passed_on_and_nothing_of_ours() throws IOException {
        JsonNode message = rendered(everything());

        assertThat(names(message)).isEqualTo(new TreeSet<>(MEMBERS));
        assertThat(message.path("sender").path("partition").asText()).isEqualTo("TAXES");
        assertThat(message.path("isBodyMainContent").asBoolean()).isTrue();
        assertThat(message.path("forTheAttentionOf")).isEqualTo(tree("{\"ssin\": \"90630799757\", \"label\": \"Boekhouding\"}"));
        assertThat(message.path("businessDataList")).isEqualTo(tree("""
                [{"key": "file", "name": {"fr": "Dossier"}, "description": {"fr": "Votre dossier"}, "values": [{"fr": "F-1"}]}]"""));
        assertThat(message.path("attachments").get(1).path("httpPartName").asText()).isEqualTo("upfile2");
        assertThat(message.path("attachments").get(1).path("isAttachmentSigned").asBoolean()).isTrue();
    }

    @Test void our_own_members_never_leave() throws IOException {
        String text = new MessageJson(RegisteredMailRule.PASSED_ON).render(everything());

        assertThat(text).doesNotContain("DOSSIER-77").doesNotContain("Teststraat").doesNotContain("null").doesNotContain("agency-part");
    }

    @Test void registered_mail_is_not_asked_of_the_ebox_unless_the_setting_allows_it() throws IOException {
        String text = new MessageJson(RegisteredMailRule.EVIDENCE_ONLY).render(everything());

        assertThat(tree(text).has("isRegisteredMail")).isFalse();
    }

    private static MessageContent everything() {
        PostalAddress address = new PostalAddress(Optional.of("A. Test"), Optional.empty(), Optional.empty(), "Teststraat", "1",
                Optional.empty(), "1000", "Brussel", "BE");
        PaperWishes paper = new PaperWishes(address, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new MessageContent(new KboNumber("0999990024"), Optional.of("TAXES"), Optional.of(PublicationSamples.anOrganisation()),
                new LocalText("fr", "Sujet"), Optional.of(new EboxTrio("SIM-BRIEF", "sim:documentendienst")),
                List.of(attachment(Attachment.Role.ANNEX, Attachment.PdfSignature.NOT_SIGNED), attachment(Attachment.Role.ANNEX, Attachment.PdfSignature.SIGNED)),
                Optional.of(new LocalText("fr", "Texte")), MessageContent.BodyRole.MAIN, MessageContent.ReplyRule.ALLOWED,
                MessageContent.RegisteredMail.YES, Optional.of(new AttentionOf(Optional.of(new Insz("90630799757")), Optional.of("Boekhouding"))),
                Optional.of("m-1"), List.of(new BusinessDatum("file", Optional.of(new LocalText("fr", "Dossier")), Optional.of(new LocalText("fr", "Votre dossier")), List.of(new LocalText("fr", "F-1")))),
                Optional.of(new DossierReference("DOSSIER-77")), Optional.of(paper));
    }

    private static Attachment attachment(Attachment.Role role, Attachment.PdfSignature signature) {
        return new Attachment("agency-part", "a.pdf", role, signature, PublicationSamples.DIGEST);
    }

    private static JsonNode rendered(MessageContent content) throws IOException {
        return tree(new MessageJson(RegisteredMailRule.PASSED_ON).render(content));
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
