package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.Insz;
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
class DatabaseAwayIT {
    @TempDir Path folder;

    @Test void a_database_that_is_away_for_a_while_makes_no_dead_letter() throws IOException {
        try (DeliveringGateway gateway = DeliveringGateway.start(folder, Map.of("dispatch.lease", "10s", "ebox.connection.response", "1s",
                "ebox.connection.answer", "1s", "ebox.connection.connect", "500ms", "ebox.lease", "14s", "ebox.upload-allowance", "1s",
                "store.sweep-untouched", "5s", "store.sweep-period", "1000", "ebox.rate.publications", "30"))) {
            List<SendingId> sent = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                sent.add(gateway.accept(LIVE, new Recipient.Citizen(new Insz("90610199729")), ChannelWish.EBOX,
                        ("%PDF-1.7 " + i).getBytes(StandardCharsets.US_ASCII)));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> gateway.ebox().messages().size() > 10);

            gateway.databaseLine().cut();
            await().atMost(Duration.ofSeconds(15)).until(() -> gateway.isSuspended("ebox-publish-message")
                    && gateway.isSuspended("dispatch-choose-channel"));
            await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ofSeconds(20)).until(() -> true);
            assertThat(gateway.isSuspended("ebox-publish-message")).isTrue();
            gateway.databaseLine().restore();

            await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> assertThat(sent)
                    .allMatch(id -> gateway.sending(id).state() == SendingState.PUBLISHED));
            assertThat(List.of("dispatch.accepted.dead", "ebox.outgoing.dead", "audit.traffic.dead")).allSatisfy(queue ->
                    assertThat(gateway.waitingFor(queue)).as(queue).isZero());
            assertThat(gateway.ebox().messages()).hasSize(150);
        }
    }
}
