package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static io.postiljon.ebox.DeliveringGateway.REPRESENTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.SeenRequest;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One agency's backlog at the rate of the e-Box, and what another agency feels of it. */
@Timeout(300)
class FairSharingIT {
    private static final int RATE = 20;
    private static final int IN_FLIGHT = 10;
    private static final int FLOOD = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder, Map.of("ebox.rate.publications", Integer.toString(RATE), "store.in-flight-per-agency",
                Integer.toString(IN_FLIGHT), "ebox.breaker.failures", "4", "ebox.breaker.pause", "2s", "ebox.answer-max-age", "1h",
                "ebox.messages.enterprise", "${ebox.messages.citizen}"));     // one address: its breaker stops the consumer
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @AfterEach void mend() {
        ebox.faults().allOff();
    }

    @Test void a_flood_of_one_agency_hardly_delays_the_next_sending_of_another() throws IOException {
        ebox.faults().on(Fault.UNAVAILABLE);                    // so that the flood is there as a whole before anything moves
        List<SendingId> flood = accept(LIVE, FLOOD);
        ebox.faults().allOff();
        await().atMost(PATIENCE).until(() -> published(flood) > 10);

        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Instant accepted = Instant.now();
            SendingId id = accept(REPRESENTED, 1).getFirst();
            assertThat(gateway.inFlight(LIVE)).isLessThanOrEqualTo(IN_FLIGHT);
            await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.PUBLISHED);
            waits.add(Duration.between(accepted, Instant.now()));
        }
        long left = FLOOD - published(flood);
        waits.sort(null);

        assertThat(left).as("what the flood still has to do").isGreaterThan(FLOOD / 4);
        assertThat(waits.get(8)).as("nine of ten").isLessThan(Duration.ofMillis(1000L * FLOOD / RATE / 3));
        await().atMost(PATIENCE).until(() -> published(flood) == FLOOD);
    }

    @Test void a_backlog_drains_as_a_whole_when_the_ebox_is_back_and_keeps_to_the_rate() throws IOException {
        ebox.faults().on(Fault.UNAVAILABLE);
        List<SendingId> backlog = accept(LIVE, 100);
        backlog.addAll(accept(REPRESENTED, 20));
        await().atMost(PATIENCE).until(() -> gateway.isSuspended("ebox-publish-message"));
        Instant back = Instant.now();

        ebox.faults().allOff();

        await().atMost(PATIENCE).until(() -> published(backlog) == backlog.size());
        List<Instant> calls = ebox.requests().stream().filter(request -> request.path().contains("/ebox/messages")).map(SeenRequest::at)
                .filter(back::isBefore).sorted().toList();
        for (int at = 2 * RATE; at < calls.size(); at++) {      // so many in two windows; the clocks of both sides are not one
            assertThat(Duration.between(calls.get(at - 2 * RATE), calls.get(at))).isGreaterThan(Duration.ofMillis(800));
        }
        assertThat(gateway.inFlight(LIVE)).isZero();
        assertThat(gateway.inFlight(REPRESENTED)).isZero();
    }

    private static List<SendingId> accept(AgencyCode agency, int count) throws IOException {
        List<SendingId> accepted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accepted.add(gateway.accept(agency, new Recipient.Citizen(new Insz("90630799757")), ChannelWish.EBOX, ("%PDF-1.7 " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return accepted;
    }

    private static long published(List<SendingId> sendings) {
        return sendings.stream().filter(id -> gateway.sending(id).state() == SendingState.PUBLISHED).count();
    }
}
