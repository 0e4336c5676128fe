package io.postiljon.ebox;

import static io.postiljon.sending.ChannelWish.EBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.FaultOrder;
import io.postiljon.sandbox.ebox.KnownRecipient;
import io.postiljon.sandbox.ebox.RecipientBehaviour;
import io.postiljon.sandbox.ebox.Where;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BulkQuestionsIT {
    private static final int MANY = 50;
    private static final int WITHOUT_CONSENT = 7;

    @TempDir Path folder;

    @Test void fifty_questions_at_once_are_a_few_calls_and_each_gets_its_own_answer() throws IOException {
        try (DeliveringGateway gateway = DeliveringGateway.start(folder, Map.of("dispatch.consumers", "60", "ebox.breaker.failures", "1000"))) {
            EboxSimulator ebox = gateway.ebox();
            ebox.faults().on(FaultOrder.always(Fault.DELAY).at(Where.FEDERATION).times(1).delayed(Duration.ofSeconds(3)));
            List<SendingId> sendings = new ArrayList<>();

            for (int n = 0; n < MANY; n++) {
                Recipient citizen = QuestionCollectorTest.citizen(n);
                ebox.recipients().put(KnownRecipient.citizen(((Recipient.Citizen) citizen).insz().digits(),
                        n == WITHOUT_CONSENT ? RecipientBehaviour.UNREACHABLE : RecipientBehaviour.REACHABLE));
                sendings.add(gateway.accept(DeliveringGateway.LIVE, citizen, EBOX, ("%PDF-1.7 " + n).getBytes(StandardCharsets.US_ASCII)));
            }

            for (int n = 0; n < MANY; n++) {
                SendingId id = sendings.get(n);
                SendingState end = n == WITHOUT_CONSENT ? SendingState.FAILED : SendingState.PUBLISHED;
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(gateway.sending(id).state()).isEqualTo(end));
            }
            assertThat(ebox.requests().stream().filter(request -> request.path().endsWith("/citizenEboxConsents/search"))).hasSizeLessThanOrEqualTo(15);
        }
    }
}
