package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.crypto.WrappedKey;
import io.postiljon.inspection.Finding;
import io.postiljon.inspection.FindingCode;
import io.postiljon.inspection.Report;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.PieceSize;
import io.postiljon.sending.Sha256;
import io.postiljon.store.SealedObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCheckTest {
    private static final long LIMIT_BYTES = 30L * 1024 * 1024;
    private static final long MOST_BYTES = LIMIT_BYTES - PieceSize.COVER_BYTES;

    private final ContentCheck check = new ContentCheck(new PieceSize(LIMIT_BYTES));

    @ParameterizedTest @ValueSource(strings = {"PAPER", "EBOX_ELSE_PAPER"})
    void documents_that_leave_no_room_for_the_cover_are_refused_where_paper_is_possible(String channel) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> check.judge(inspected(channel, MOST_BYTES + 1)));

        assertThat(refused.refusal().issues()).extracting(Issue::complaint).containsExactly(Complaint.TOO_LARGE_FOR_PAPER);
        assertThat(refused.refusal().issues().getFirst().complaint().code()).contains("too-large-for-paper");
    }

    @Test void documents_that_just_fit_are_taken() {
        assertThat(check.judge(inspected("PAPER", MOST_BYTES)).documents()).hasSize(1);
    }

    @Test void what_can_only_go_to_the_ebox_is_not_measured_by_paper() {
        assertThat(check.judge(inspected("EBOX", LIMIT_BYTES)).documents()).hasSize(1);
    }

    /** Group D of the catalogue of bad inputs, and what a printer needs: each finding has its code. */
    @ParameterizedTest @CsvSource({"MALWARE, malware", "TYPE_MISMATCH, type-mismatch", "TRAILING_DATA, trailing-data", "ACTIVE_CONTENT, active-content",
        "EMBEDDED_FILE, embedded-file", "ENCRYPTED, encrypted", "TOO_COMPLEX, too-complex", "MALFORMED, malformed", "TOO_MANY_PAGES, too-many-pages",
        "PAGE_NOT_A4, page-not-a4", "FONT_NOT_EMBEDDED, font-not-embedded", "CONTENT_OUTSIDE_PRINTABLE_AREA, content-outside-printable-area"})
    void what_the_inspection_found_is_told_by_its_code(FindingCode found, String code) {
        Issue issue = only(new Report(List.of(new Finding(found, 0)), 81));

        assertThat(issue.complaint().code()).contains(code);
        assertThat(issue.complaint().fault()).isEqualTo(Fault.DOCUMENT_REJECTED);
        assertThat(issue.name()).isEqualTo("upfile1");
    }

    @Test void every_fault_of_every_page_is_told_with_its_page() {
        Report report = new Report(List.of(new Finding(FindingCode.PAGE_NOT_A4, 2), new Finding(FindingCode.MALFORMED, 3)), 3);

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> check.judge(new InspectedSending(sending("PAPER", 9), Map.of("upfile1", report))));

        assertThat(refused.refusal().issues()).extracting(issue -> issue.complaint().code().orElseThrow() + " " + issue.page())
                .containsExactly("page-not-a4 2", "malformed 3");
    }

    @Test void a_document_without_bytes_is_empty() {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> check.judge(new InspectedSending(sending("PAPER", 0), Map.of())));

        assertThat(refused.refusal().issues()).extracting(issue -> issue.complaint().code()).containsExactly(Optional.of("empty"));
    }

    private Issue only(Report report) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> check.judge(new InspectedSending(sending("PAPER", 9), Map.of("upfile1", report))));
        assertThat(refused.refusal().issues()).hasSize(1);
        return refused.refusal().issues().getFirst();
    }

    private static InspectedSending inspected(String channel, long sizeBytes) {
        return new InspectedSending(sending(channel, sizeBytes), Map.of("upfile1", new Report(List.of(), 1)));
    }

    private static SignedSending sending(String channel, long sizeBytes) {
        ObjectNode message = Fixtures.aLetterOnPaper();
        message.set("recipient", Fixtures.aMessageToACitizen().get("recipient"));
        message.set("senderApplicationId", Fixtures.aMessageToACitizen().get("senderApplicationId"));
        message.set("messageTypeId", Fixtures.aMessageToACitizen().get("messageTypeId"));
        ((ObjectNode) message.get("delivery")).put("channel", channel);
        byte[] json = message.toString().getBytes(StandardCharsets.UTF_8);
        MessageToPublish read = MessageReader.read(json, Map.of("upfile1", "brief.pdf"), Fixtures.inTheSandbox());
        Sha256 declared = read.declaredDigests().get("upfile1");
        ReceivedDocument document = new ReceivedDocument("upfile1", "brief.pdf", ReceivedDocument.NameForm.USABLE,
                new SealedObject(new DocumentId(UUID.randomUUID()), Fixtures.agreement().code(), declared, sizeBytes, WrappedKey.decode(new byte[] {1, 0, 0, 0, 1, 7})));
        ReceivedSending received = new ReceivedSending(Fixtures.agreement(), Actor.agency("thumbprint"), Entrance.HTTPS, new IdempotencyKey("k"),
                new TraceId(UUID.randomUUID()), "messageToPublish", json, List.of(document), new SignatureSource.OverParts(Optional.empty()));
        return new SignedSending(new ReadSending(received, read), "jws", "signing-thumbprint", Instant.now());
    }
}
