package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.AuditEvent;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A right that is withdrawn between the choice of the eBox and the call. */
@Timeout(180)
class WithheldIT {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final Recipient CITIZEN = new Recipient.Citizen(new Insz("90610199729"));

    @TempDir static Path folder;
    private static DeliveringGateway gateway;

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder, Map.of("ebox.breaker.failures", "1000", "ebox.answer-max-age", "1h"));
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @AfterEach void mend() {
        gateway.ebox().faults().allOff();
    }

    @Test void a_dossier_closed_meanwhile_stops_the_message() throws IOException {
        gateway.ebox().faults().on(Fault.UNAVAILABLE);
        SendingId id = chosenForTheEbox();

        gateway.closeDossier(LIVE, CITIZEN);
        gateway.ebox().faults().allOff();

        await().atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.WITHHELD);
        assertThat(gateway.ebox().messages()).noneMatch(message -> message.idempotencyKey().equals(gateway.sending(id).eboxKey().orElseThrow().toString()));
        assertThat(gateway.sending(id).outcomeCode()).contains("dossier-not-active");
        assertThat(gateway.hasContent(id)).isFalse();
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.SENDING_WITHHELD).singleElement()
                .satisfies(entry -> assertThat(entry.before()).contains(SendingState.EBOX_CHOSEN));
    }

    @Test void in_doubt_nothing_is_withheld_any_more() throws IOException {
        gateway.ebox().faults().on(Fault.RESET_AFTER_COMMIT);
        Recipient other = new Recipient.Citizen(new Insz("90630799757"));
        SendingId id = gateway.accept(LIVE, other, ChannelWish.EBOX, letter());
        await().atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.IN_DOUBT);

        gateway.closeDossier(LIVE, other);
        gateway.ebox().faults().allOff();

        await().atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.PUBLISHED);
    }

    private static SendingId chosenForTheEbox() throws IOException {
        SendingId id = gateway.accept(LIVE, CITIZEN, ChannelWish.EBOX, letter());
        await().atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.EBOX_CHOSEN
                && gateway.sending(id).nextAttemptAt().isPresent());
        return id;
    }

    private static byte[] letter() {
        return "%PDF-1.7 letter".getBytes(StandardCharsets.US_ASCII);
    }
}
