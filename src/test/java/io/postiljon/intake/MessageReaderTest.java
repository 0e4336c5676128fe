package io.postiljon.intake;

import static io.postiljon.intake.Fixtures.aLetterOnPaper;
import static io.postiljon.intake.Fixtures.aMessageToACitizen;
import static io.postiljon.intake.Fixtures.agreement;
import static io.postiljon.intake.Fixtures.inTheSandbox;
import static io.postiljon.intake.Fixtures.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final Map<String, String> ONE_DOCUMENT = Map.of("upfile1", "Aanslag 2026.pdf");

    @Test void a_complete_message_to_a_citizen_is_read() {
        ObjectNode message = aMessageToACitizen();
        message.put("isReplyAuthorized", true).put("originalMessageId", "eb-1").put("isRegisteredMail", true);
        message.set("bodyContent", parse("{\"nl\": \"Eerste lijn\\nTweede lijn\"}"));
        message.set("forTheAttentionOf", parse("{\"ssin\": \"90630799757\", \"label\": \"Dienst P\"}"));
        message.putArray("businessDataList").add(parse("""
                {"key": "year", "name": {"nl": "Jaar"}, "description": {"nl": "Jaar van de aanslag"}, "values": [{"nl": "2026"}]}"""));

        MessageToPublish read = read(message);

        MessageContent content = read.content().orElseThrow();
        assertThat(read.contentFaults()).isEmpty();
        assertThat(read.wish()).isEqualTo(ChannelWish.EBOX);
        assertThat(read.kind()).isEqualTo(RecipientKind.CITIZEN);
        assertThat(content.subject().text()).isEqualTo("Testbericht");
        assertThat(content.body().orElseThrow().text()).isEqualTo("Eerste lijn\nTweede lijn");
        assertThat(content.reply()).isEqualTo(MessageContent.ReplyRule.ALLOWED);
        assertThat(content.registeredMail()).isEqualTo(MessageContent.RegisteredMail.YES);
        assertThat(content.businessData()).singleElement().satisfies(datum -> {
            assertThat(datum.name().orElseThrow().text()).isEqualTo("Jaar");
            assertThat(datum.description().orElseThrow().text()).isEqualTo("Jaar van de aanslag");
        });
        assertThat(content.attachments()).extracting(Attachment::fileName).containsExactly("Aanslag 2026.pdf");
        assertThat(read.declaredDigests()).containsKey("upfile1");
    }

    @Test void a_reference_has_sixty_four_characters_whatever_their_units() {
        ObjectNode fits = aMessageToACitizen();
        fits.put("messageReference", "\uD83D\uDCEC".repeat(64)).put("dossierReference", "\uD83D\uDCEC".repeat(33));
        ObjectNode tooLong = aMessageToACitizen();
        tooLong.put("messageReference", "\uD83D\uDCEC".repeat(65));

        assertThat(read(fits).contentFaults()).isEmpty();
        assertThat(read(tooLong).contentFaults()).extracting(Issue::complaint).containsExactly(Complaint.TOO_LONG);
    }

    @Test void a_letter_on_paper_needs_no_recipient_and_no_message_type() {
        MessageToPublish read = read(aLetterOnPaper());

        assertThat(read.kind()).isEqualTo(RecipientKind.ADDRESSEE);
        assertThat(read.content().orElseThrow().trio()).isEmpty();
        assertThat(read.content().orElseThrow().paper().orElseThrow().availabilityDays()).contains(45);
    }

    @Test void without_a_wish_the_agreement_decides() {
        ObjectNode message = aMessageToACitizen();
        message.remove("delivery");

        assertThat(read(message).wish()).isEqualTo(agreement().defaultChannel());
    }

    @Test void all_faults_of_form_are_told_at_once_with_their_place() {
        ObjectNode message = aMessageToACitizen();
        message.remove(List.of("messageReference", "purpose"));
        message.put("isReplyAuthorized", "yes").putNull("originalMessageId");
        message.set("subject", parse("{\"nl\": \"a\", \"fr\": \"b\"}"));
        ((ObjectNode) message.at("/attachments/0")).remove("digest");

        List<Issue> issues = refusalOf(message).issues();

        assertThat(issues).extracting(issue -> issue.complaint() + " " + issue.name()).containsExactlyInAnyOrder(
                "MEMBER_MISSING messageReference", "MEMBER_MISSING purpose", "WRONG_TYPE isReplyAuthorized", "MEMBER_NULL originalMessageId",
                "ONE_LANGUAGE subject", "MEMBER_MISSING attachments[0].digest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ | senderOrganizationId | sender.enterpriseNumber",
            "/ | replyAuthorized      | isReplyAuthorized",
            "/ | registeredMail       | isRegisteredMail",
            "/ | bodyMainContent      | isBodyMainContent",
            "/recipient | eboxIdValue | ssin or enterpriseNumber",
            "/sender | eboxIdValue | enterpriseNumber",
            "/forTheAttentionOf | type | ssin",
            "/forTheAttentionOf | id | ssin",
            "/forTheAttentionOf | name | label",
            "/attachments/0 | mainContent | isMainContent",
            "/attachments/0 | attachmentSigned | isAttachmentSigned"})
    void an_old_name_is_refused_with_the_name_of_today(String where, String old, String now) {
        ObjectNode message = aMessageToACitizen();
        message.putObject("forTheAttentionOf").put("label", "Dienst P");
        ((ObjectNode) message.at(where.equals("/") ? "" : where)).put(old, "x");

        Refusal refusal = refusalOf(message);

        assertThat(refusal.fault()).isEqualTo(Fault.UNKNOWN_FIELD);
        assertThat(refusal.issues().get(0).arguments()).containsExactly(now);
    }

    @Test void a_whole_message_of_v2_is_refused_with_the_name_of_today_for_each_old_one() {
        ObjectNode message = aMessageToACitizen();
        message.remove(List.of("sender"));
        message.put("senderOrganizationId", "0999990024").put("bodyMainContent", false).put("replyAuthorized", false).put("registeredMail", false);
        message.set("recipient", parse("{\"eboxType\": \"citizen\", \"eboxIdValue\": \"90610199729\"}"));
        message.set("forTheAttentionOf", parse("{\"type\": \"person\", \"id\": \"90630799757\", \"name\": \"Dienst P\"}"));
        ((ObjectNode) message.at("/attachments/0")).remove(List.of("isMainContent", "isAttachmentSigned"));
        ((ObjectNode) message.at("/attachments/0")).put("mainContent", true).put("attachmentSigned", false);

        assertThat(refusalOf(message).issues()).filteredOn(issue -> issue.complaint() == Complaint.MEMBER_OLD_NAME)
                .extracting(issue -> issue.name() + " -> " + issue.arguments().getFirst()).containsExactlyInAnyOrder(
                        "senderOrganizationId -> sender.enterpriseNumber", "bodyMainContent -> isBodyMainContent",
                        "replyAuthorized -> isReplyAuthorized", "registeredMail -> isRegisteredMail",
                        "recipient.eboxIdValue -> ssin or enterpriseNumber",
                        "forTheAttentionOf.type -> ssin", "forTheAttentionOf.id -> ssin", "forTheAttentionOf.name -> label",
                        "attachments[0].mainContent -> isMainContent", "attachments[0].attachmentSigned -> isAttachmentSigned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expirationDate", "paymentData", "structuredData", "messageAction"})
    void what_the_ebox_does_not_support_is_refused_and_not_ignored(String name) {
        ObjectNode message = aMessageToACitizen();
        message.putObject(name);

        assertThat(refusalOf(message).issues()).extracting(Issue::complaint).containsExactly(Complaint.MEMBER_NOT_SUPPORTED);
    }

    @Test void a_name_of_business_data_has_one_language() {
        ObjectNode message = aMessageToACitizen();
        message.putArray("businessDataList").add(parse("{\"key\": \"year\", \"name\": {\"nl\": \"a\", \"fr\": \"b\"}, \"values\": []}"));

        assertThat(refusalOf(message).issues()).extracting(issue -> issue.complaint() + " " + issue.name())
                .containsExactly("ONE_LANGUAGE businessDataList[0].name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "agencyId", "acceptedAt", "CamelHttpUri", "expirationDate"})
    void a_member_that_is_not_in_the_contract_is_refused(String name) {
        ObjectNode message = aMessageToACitizen();
        message.put(name, "x");

        assertThat(refusalOf(message).fault()).isEqualTo(Fault.UNKNOWN_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90610199728", "9061019972", "906101997290", "٩٠٦١٠١٩٩٧٢٩", "906101 99729", ""})
    void a_wrong_insz_waits_for_the_stage_of_content_and_is_never_repeated(String ssin) {
        ObjectNode message = aMessageToACitizen();
        ((ObjectNode) message.get("recipient")).put("ssin", ssin);

        MessageToPublish read = read(message);

        assertThat(read.content()).isEmpty();
        assertThat(read.contentFaults()).containsExactly(Issue.inBody(Complaint.INSZ_WRONG, "recipient.ssin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0999990025", "2999990024", "999990024"})
    void a_wrong_kbo_number_waits_for_the_stage_of_content(String number) {
        ObjectNode message = aMessageToACitizen();
        message.set("recipient", parse("{\"eboxType\": \"enterprise\", \"enterpriseNumber\": \"" + number + "\"}"));

        assertThat(read(message).contentFaults()).containsExactly(Issue.inBody(Complaint.KBO_WRONG, "recipient.enterpriseNumber"));
    }

    @Test void a_test_number_passes_outside_production_and_in_rehearsal_only() {
        byte[] message = bytes(aMessageToACitizen());

        MessageToPublish inProduction = MessageReader.read(message, ONE_DOCUMENT, new Terms(agreement(), Environment.P));
        MessageToPublish rehearsed = MessageReader.read(message, ONE_DOCUMENT,
                new Terms(agreement(Mode.REHEARSAL, Optional.empty()), Environment.P));

        assertThat(inProduction.contentFaults()).extracting(Issue::complaint).containsExactly(Complaint.TEST_NUMBER);
        assertThat(rehearsed.contentFaults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\u0000b", "a\u202Eb", "a\tb"})
    void a_subject_that_steers_is_a_fault_of_content(String subject) {
        ObjectNode message = aMessageToACitizen();
        ((ObjectNode) message.get("subject")).put("nl", subject);

        assertThat(read(message).contentFaults()).containsExactly(Issue.inBody(Complaint.CONTROL_CHARACTER, "subject.nl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${sys.user}", "${bean:x}", "#{T(java.lang.Runtime)}", "${jndi:ldap://x}", "'; drop table x; --", "=cmd|' /C'!A0"})
    void a_text_that_looks_like_code_is_kept_as_it_is(String text) {
        ObjectNode message = aMessageToACitizen();
        ((ObjectNode) message.get("subject")).put("nl", text);

        assertThat(read(message).content().orElseThrow().subject().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "91", "2147483648", "99999999999999999999"})
    void days_outside_the_bounds_of_the_agreement_are_out_of_range(String days) {
        ObjectNode message = aLetterOnPaper();
        message.set("paper", parse(message.get("paper").toString().replace("45", days)));

        assertThat(read(message).contentFaults()).extracting(issue -> issue.complaint().fault()).containsExactly(Fault.RETENTION_OUT_OF_RANGE);
    }

    @Test void what_the_recipient_has_to_give_for_the_original_is_promised_at_acceptance() {
        ObjectNode toAPerson = aLetterOnPaper();
        toAPerson.set("recipient", aMessageToACitizen().get("recipient"));

        assertThat(promised(toAPerson, agreement())).contains(SecondFactor.POSTCODE);
        assertThat(promised(toAPerson, Fixtures.agreementAskingLogin(Agreement.WithoutInsz.REFUSE))).contains(SecondFactor.LOGIN);
        assertThat(promised(toAPerson, Fixtures.agreementAskingLogin(Agreement.WithoutInsz.POSTCODE))).contains(SecondFactor.LOGIN);
        assertThat(promised(aLetterOnPaper(), Fixtures.agreementAskingLogin(Agreement.WithoutInsz.POSTCODE))).contains(SecondFactor.POSTCODE);
        ((ObjectNode) toAPerson.get("paper")).put("downloadable", false);
        assertThat(promised(toAPerson, Fixtures.agreementAskingLogin(Agreement.WithoutInsz.REFUSE))).isEmpty();
    }

    @Test void an_original_that_nobody_could_open_is_a_fault_and_none_without_an_original() {
        Terms terms = new Terms(Fixtures.agreementAskingLogin(Agreement.WithoutInsz.REFUSE), Environment.T);
        ObjectNode toNobody = aLetterOnPaper();
        ObjectNode toAnOrganisation = aLetterOnPaper();
        toAnOrganisation.set("recipient", parse("{\"eboxType\": \"enterprise\", \"enterpriseNumber\": \"0999990024\"}"));

        for (ObjectNode message : List.of(toNobody, toAnOrganisation)) {
            assertThat(MessageReader.read(message.toString().getBytes(StandardCharsets.UTF_8), ONE_DOCUMENT, terms).contentFaults())
                    .extracting(Issue::name, issue -> issue.complaint().code().orElse("-")).containsExactly(tuple("recipient.ssin", "nobody-to-log-in"));
            ((ObjectNode) message.get("paper")).put("downloadable", false);
            assertThat(MessageReader.read(message.toString().getBytes(StandardCharsets.UTF_8), ONE_DOCUMENT, terms).contentFaults()).isEmpty();
        }
    }

    private static Optional<SecondFactor> promised(ObjectNode message, Agreement agreement) {
        return MessageReader.read(message.toString().getBytes(StandardCharsets.UTF_8), ONE_DOCUMENT, new Terms(agreement, Environment.T)).content().orElseThrow()
                .paper().orElseThrow().downloadCheck();
    }

    @Test void every_rule_of_the_post_that_an_address_breaks_is_told_with_its_member_and_code() {
        ObjectNode message = aLetterOnPaper();
        ((ObjectNode) message.at("/paper/recipient")).put("street", "s".repeat(51)).put("municipality", "Brus\nsel").put("postalCode", "B-1000")
                .put("houseNumber", "12/3").put("country", "NL");

        assertThat(read(message).contentFaults()).extracting(Issue::name, issue -> issue.complaint().code().orElse("-")).containsExactlyInAnyOrder(
                tuple("paper.recipient.municipality", "-"), tuple("paper.recipient.street", "address-too-long"),
                tuple("paper.recipient.country", "address-country-not-served"));
    }

    @Test void the_same_goes_for_a_letter_within_belgium_and_its_return_address() {
        ObjectNode message = aLetterOnPaper();
        ((ObjectNode) message.at("/paper/recipient")).put("postalCode", "B-1000").put("houseNumber", "12/3");
        ((ObjectNode) message.get("paper")).set("returnAddress", ((ObjectNode) message.at("/paper/recipient")).deepCopy().put("houseNumber", "1"));

        assertThat(read(message).contentFaults()).extracting(Issue::name, issue -> issue.complaint().code().orElse("-")).containsExactlyInAnyOrder(
                tuple("paper.recipient.houseNumber", "address-box"), tuple("paper.recipient.postalCode", "address-postal-code-prefix"),
                tuple("paper.returnAddress.postalCode", "address-postal-code-prefix"));
    }

    @Test void a_message_type_of_somebody_else_is_not_usable() {
        ObjectNode message = aMessageToACitizen();
        message.put("messageTypeId", "OTHER-BRIEF");

        assertThat(read(message).contentFaults()).extracting(Issue::complaint).containsExactly(Complaint.MESSAGE_TYPE_NOT_REGISTERED);
    }

    @Test void a_digest_in_hexadecimal_is_told_to_be_base64url() {
        ObjectNode message = aMessageToACitizen();
        ((ObjectNode) message.at("/attachments/0/digest")).put("digestValue", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

        assertThat(read(message).contentFaults()).containsExactly(Issue.inBody(Complaint.DIGEST_FORM, "attachments[0].digest.digestValue"));
    }

    @Test void parts_and_attachments_must_match_one_to_one() {
        byte[] message = bytes(aMessageToACitizen());

        Refusal tooMany = refusal(message, Map.of("upfile1", "a.pdf", "upfile2", "b.pdf"));
        Refusal tooFew = refusal(message, Map.of());
        Refusal reserved = refusal(message, Map.of("upfile1", "a.pdf", "CamelFileName", "b.pdf"));

        assertThat(tooMany.issues()).containsExactly(Issue.inBody(Complaint.PART_NOT_DESCRIBED, "upfile2"));
        assertThat(tooFew.issues()).containsExactly(Issue.inBody(Complaint.PART_MISSING, "attachments[0].httpPartName"));
        assertThat(reserved.fault()).isEqualTo(Fault.UNKNOWN_FIELD);
    }

    @Test void exactly_one_content_is_the_main_one() {
        ObjectNode none = aMessageToACitizen();
        ((ObjectNode) none.at("/attachments/0")).put("isMainContent", false);
        ObjectNode two = aMessageToACitizen();
        two.put("isBodyMainContent", true).set("bodyContent", parse("{\"nl\": \"tekst\"}"));

        assertThat(refusalOf(none).issues()).extracting(Issue::complaint).containsExactly(Complaint.ONE_MAIN_CONTENT);
        assertThat(refusalOf(two).issues()).extracting(Issue::complaint).containsExactly(Complaint.ONE_MAIN_CONTENT);
    }

    @Test void one_to_six_documents() {
        ObjectNode none = aMessageToACitizen();
        none.putArray("attachments");
        ObjectNode seven = aMessageToACitizen();
        for (int i = 2; i <= 7; i++) {
            seven.withArray("attachments").add(parse("""
                    {"httpPartName": "upfile%d", "isMainContent": false, "digest": {"digestMethod": "sha_256", "digestValue": "%s"}}"""
                    .formatted(i, Fixtures.DIGEST)));
        }

        assertThat(refusal(bytes(none), Map.of()).issues()).extracting(Issue::complaint).containsExactly(Complaint.WRONG_COUNT);
        assertThat(refusalOf(seven).issues()).extracting(Issue::complaint).contains(Complaint.WRONG_COUNT);
    }

    @Test void eBox_wishes_need_a_recipient_and_paper_wishes_need_an_address() {
        ObjectNode message = aMessageToACitizen();
        message.remove("recipient");
        message.set("delivery", parse("{\"channel\": \"EBOX_ELSE_PAPER\"}"));

        assertThat(refusalOf(message).issues()).extracting(Issue::name).containsExactlyInAnyOrder("recipient", "dossierReference", "paper");
    }

    private static MessageToPublish read(ObjectNode message) {
        return MessageReader.read(bytes(message), ONE_DOCUMENT, inTheSandbox());
    }

    private static Refusal refusalOf(ObjectNode message) {
        return refusal(bytes(message), ONE_DOCUMENT);
    }

    private static Refusal refusal(byte[] message, Map<String, String> parts) {
        return catchThrowableOfType(RefusalException.class, () -> MessageReader.read(message, parts, inTheSandbox())).refusal();
    }

    private static byte[] bytes(ObjectNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
