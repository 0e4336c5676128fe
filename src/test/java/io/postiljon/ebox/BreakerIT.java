package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.Fault;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BreakerIT {
    private static final String ROUTE = "ebox-publish-message";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder, Map.of("ebox.breaker.failures", "4", "ebox.breaker.pause", "4s",
                "ebox.messages.enterprise", "${ebox.messages.citizen}", "ebox.answer-max-age", "1h", "ebox.rate.publications", "20"));
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @Test void an_ebox_that_is_down_is_left_alone_and_drained_when_it_is_back() throws IOException {
        send(1);                                        // consent is known from here on
        ebox.faults().on(Fault.UNAVAILABLE);
        int before = publications();
        List<SendingId> sent = send(40);
        await().atMost(PATIENCE).until(() -> gateway.isSuspended(ROUTE));
        assertThat(gateway.gauge("postiljon.breaker.state", "endpoint", "messages")).isEqualTo(2);

        await().atMost(PATIENCE).until(() -> gateway.isIdle(ROUTE));
        int whenHeld = publications();
        await().atMost(PATIENCE).until(() -> publications() > whenHeld);        // counted, as the route runs for some milliseconds only
        await().atMost(PATIENCE).until(() -> gateway.isSuspended(ROUTE));       // one call found out that it is still down

        assertThat(publications() - before).isLessThanOrEqualTo(4 + 8 + 2);     // to open it, those in hand, the trial, one more when we looked late
        ebox.faults().allOff();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sent)
                .allMatch(id -> gateway.sending(id).state() == SendingState.PUBLISHED));
        assertThat(gateway.isSuspended(ROUTE)).isFalse();
        assertThat(gateway.gauge("postiljon.breaker.state", "endpoint", "messages")).isZero();
        assertThat(ebox.messages()).hasSize(41);
    }

    private List<SendingId> send(int count) throws IOException {
        List<SendingId> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Recipient citizen = new Recipient.Citizen(new Insz("90610199729"));
            byte[] letter = ("%PDF-1.7 " + i).getBytes(StandardCharsets.US_ASCII);
            sent.add(gateway.accept(LIVE, citizen, ChannelWish.EBOX, letter));
        }
        return sent;
    }

    private static int publications() {
        return (int) ebox.requests().stream().filter(request -> request.path().contains("/ebox/messages")).count();
    }
}
