package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.crypto.WrappedKey;
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
import org.junit.jupiter.params.provider.ValueSource;

class ContentCheckTest {
    private static final long LIMIT_BYTES = 30L * 1024 * 1024;
    private static final long MOST_BYTES = LIMIT_BYTES - PieceSize.COVER_BYTES;

    private final ContentCheck check = new ContentCheck(new PieceSize(LIMIT_BYTES));

    @ParameterizedTest @ValueSource(strings = {"PAPER", "EBOX_ELSE_PAPER"})
    void documents_that_leave_no_room_for_the_cover_are_refused_where_paper_is_possible(String channel) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> check.judge(sending(channel, MOST_BYTES + 1)));

        assertThat(refused.refusal().issues()).extracting(Issue::complaint).containsExactly(Complaint.TOO_LARGE_FOR_PAPER);
        assertThat(refused.refusal().issues().getFirst().complaint().code()).contains("too-large-for-paper");
    }

    @Test void documents_that_just_fit_are_taken() {
        assertThat(check.judge(sending("PAPER", MOST_BYTES)).documents()).hasSize(1);
    }

    @Test void what_can_only_go_to_the_ebox_is_not_measured_by_paper() {
        assertThat(check.judge(sending("EBOX", LIMIT_BYTES)).documents()).hasSize(1);
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
                new SealedObject(new DocumentId(UUID.randomUUID()), Fixtures.agreement().code(), declared, sizeBytes, WrappedKey.decode(new byte[] {1, 0, 0, 0, 1, 7})),
                ReceivedDocument.FirstBytes.PDF);
        ReceivedSending received = new ReceivedSending(Fixtures.agreement(), Actor.agency("thumbprint"), Entrance.HTTPS, new IdempotencyKey("k"),
                new TraceId(UUID.randomUUID()), "messageToPublish", json, List.of(document), new SignatureSource.OverParts(Optional.empty()));
        return new SignedSending(new ReadSending(received, read), "jws", "signing-thumbprint", Instant.now());
    }
}
