package io.postiljon.intake;

import static io.postiljon.intake.Fixtures.aMessageToACitizen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.access.Denial;
import io.postiljon.audit.Actor;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RightsCheckTest {
    @Test void a_code_of_another_form_does_not_hide_that_there_is_no_dossier() {
        ObjectNode message = aMessageToACitizen().put("dataCategory", "Not A Code!");

        RefusalException refused = refused(message, List.of(Denial.DOSSIER_NOT_ACTIVE));

        assertThat(refused.refusal().issues()).extracting(Issue::complaint).containsExactlyInAnyOrder(Complaint.CATEGORY, Complaint.DOSSIER);
    }

    @Test void an_ended_agreement_is_the_only_reason_given() {
        ObjectNode message = aMessageToACitizen().put("purpose", "other-purpose");

        RefusalException refused = refused(message, List.of(Denial.AGENCY_TERMINATED));

        assertThat(refused.refusal().issues()).extracting(Issue::complaint).containsExactly(Complaint.TERMINATED);
    }

    private static RefusalException refused(ObjectNode message, List<Denial> denials) {
        byte[] json = message.toString().getBytes(StandardCharsets.UTF_8);
        ReceivedSending received = new ReceivedSending(Fixtures.agreement(), Actor.agency("thumbprint"), Entrance.HTTPS, new IdempotencyKey("k"),
                new TraceId(UUID.randomUUID()), "messageToPublish", json, List.of(), new SignatureSource.OverParts(Optional.empty()));
        MessageToPublish read = MessageReader.read(json, Map.of("upfile1", "brief.pdf"), Fixtures.inTheSandbox());
        SignedSending signed = new SignedSending(new ReadSending(received, read), "jws", "signing-thumbprint", Instant.now());
        RightsCheck check = new RightsCheck((agreement, claim, now) -> denials, Clock.systemUTC());
        return catchThrowableOfType(RefusalException.class, () -> check.judge(signed));
    }
}
