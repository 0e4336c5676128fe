package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.store.WebhookDelivery;
import io.postiljon.store.WebhookEndpoints;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over TLS, with the routes of production: every event arrives at least once, and a bad receiver harms nobody else. */
@Timeout(120)
class WebhookIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir static Path folder;
    private static TrackingHouse house;
    private static int names;

    private Receiver receiver;
    private String name;

    @BeforeAll static void build() throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterAll static void close() {
        house.close();
    }

    @BeforeEach void meet() throws Exception {
        receiver = new Receiver(house.ca());
        name = "hook-" + ++names;
        startsNow(A, name);
        startsNow(B, name + "-b");
    }

    /** A new address would start with the last hour, which is full of the other tests' events. */
    private static void startsNow(io.postiljon.sending.AgencyCode agency, String name) {
        String place = house.bean(io.postiljon.audit.StatusEvents.class).placeAt(agency, Instant.now().plusSeconds(60)).toString();
        house.inTransaction(() -> {
            house.bean(WebhookEndpoints.class).add(agency, name, place);
            return name;
        });
    }

    @AfterEach void part() {
        house.shut();
        receiver.close();
        house.webhooks(A);
        house.webhooks(B);
    }

    @Test void an_event_arrives_signed_and_is_told_once() throws Exception {
        Files.setPosixFilePermissions(Files.writeString(house.secretsFolder().resolve(name), SECRET), PosixFilePermissions.fromString("rw-------"));
        house.webhooks(A, receiver.as(name, Optional.of(name), Set.of()));
        house.open();
        SendingId id = house.accepted(A);

        Receiver.Call call = callAbout(id);

        JsonNode event = new ObjectMapper().readTree(call.body());
        assertThat(event.path("subject").asText()).isEqualTo(id.toString());
        assertThat(event.path("id").asText()).isEqualTo(call.header("webhook-id")).isEqualTo(house.events(id).getFirst().id().toString());
        assertThat(call.header("content-type")).isEqualTo("application/cloudevents+json");
        assertThat(call.header("webhook-signature")).contains("v1a,").contains(" v1,");
        new Webhook(SECRET).verify(call.body(), HttpHeaders.of(call.headers(), (header, value) -> true));
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(id).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        assertThat(receiver.calls().stream().filter(other -> other.body().contains(id.toString()))).hasSize(1);
    }

    @Test void no_header_of_ours_but_the_agreed_ones_leaves() throws Exception {
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId id = house.accepted(A);

        assertThat(callAbout(id).headers().keySet().stream().map(String::toLowerCase))
                .isSubsetOf("host", "user-agent", "content-type", "content-length", "connection", "webhook-id", "webhook-timestamp", "webhook-signature", "accept-encoding");
    }

    @Test void only_the_agreed_types_are_sent() throws Exception {
        house.webhooks(A, receiver.as(name, Optional.empty(), Set.of(Status.FAILED)));
        house.open();
        SendingId id = house.accepted(A);
        house.moved(id, SendingState.ACCEPTED, SendingState.FAILED);

        assertThat(callAbout(id).body()).contains("notify.failed");
        assertThat(receiver.calls()).noneMatch(call -> call.body().contains("notify.accepted"));
    }

    @Test void a_receiver_that_was_down_gets_everything_when_it_is_up() throws Exception {
        receiver.down();
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId first = house.accepted(A);
        await().atMost(SOON).untilAsserted(() -> assertThat(outcomeOf(first)).isEqualTo("connection-failed"));
        SendingId second = house.accepted(A);

        receiver.up();

        callAbout(first);
        callAbout(second);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(first).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        assertThat(deliveryOf(first).attempt()).isGreaterThan(1);
    }

    @Test void after_the_last_attempt_the_address_is_off_later_events_wait_and_switching_on_sends_them() throws Exception {
        receiver.answers(500);
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId first = house.accepted(A);

        await().atMost(SOON).untilAsserted(() -> assertThat(endpoint().enabled()).isFalse());
        assertThat(endpoint().disabledReason()).isEqualTo("http-500");
        SendingId later = house.accepted(A);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(later).state()).isEqualTo(WebhookDelivery.State.PENDING));
        int calls = receiver.calls().size();
        assertThat(house.bean(WebhookEndpoints.class).countDisabled()).isPositive();
        assertThat(house.database().sql("select count(*) from audit.record where event = 'WEBHOOK_DISABLED' and agency = 'dienst-a' and detail->>'endpoint' = ?")
                .param(name).query(Integer.class).single()).isEqualTo(1);

        receiver.answers(204);
        assertThat(receiver.calls()).hasSize(calls);
        counter().enable(house.asker(A), name);

        callAbout(later);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(later).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        assertThat(house.database().sql("select count(*) from gateway.webhook_delivery where endpoint = ? and state = 'GIVEN_UP'").param(name)
                .query(Integer.class).single()).isPositive();
        WebhookDelivery givenUp = counter().deliveries(house.asker(A), name, Optional.of(WebhookDelivery.State.GIVEN_UP), Optional.empty(), 10).getFirst();
        counter().again(house.asker(A), name, givenUp.id());
        await().atMost(SOON).untilAsserted(() -> assertThat(counter().deliveries(house.asker(A), name, Optional.of(WebhookDelivery.State.GIVEN_UP), Optional.empty(), 10)).isEmpty());
        assertThat(first).isNotNull();
    }

    @Test void who_answers_410_is_left_alone_at_once() throws Exception {
        receiver.answers(410);
        house.webhooks(A, receiver.as(name));
        house.open();
        house.accepted(A);

        await().atMost(SOON).untilAsserted(() -> assertThat(endpoint().enabled()).isFalse());
        assertThat(endpoint().disabledReason()).isEqualTo("http-410");
        assertThat(receiver.calls()).hasSize(1);
    }

    @ParameterizedTest @ValueSource(ints = {301, 302, 307, 308})
    void a_redirect_is_a_failure_and_is_not_followed(int status) throws Exception {
        try (Receiver elsewhere = new Receiver(house.ca())) {
            receiver.answers(status, Map.of("Location", elsewhere.as("x").address().toString()));
            house.webhooks(A, receiver.as(name));
            house.open();
            SendingId id = house.accepted(A);

            await().atMost(SOON).untilAsserted(() -> assertThat(outcomeOf(id)).isEqualTo("redirect-not-followed"));
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test void who_asks_for_patience_gets_it_for_all_events() throws Exception {
        receiver.answers(503, Map.of("Retry-After", "3"));
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId first = house.accepted(A);
        callAbout(first);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(first).last()).isPresent());
        Instant asked = Instant.now();
        receiver.answers(204);
        SendingId second = house.accepted(A);

        callAbout(second);

        assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(1500));
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(first).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
    }

    @Test void a_slow_receiver_of_one_agency_delays_no_other() throws Exception {
        try (Receiver slow = new Receiver(house.ca()).takes(1_800)) {
            house.webhooks(A, slow.as(name));
            house.webhooks(B, receiver.as(name + "-b"));
            house.open();
            for (int i = 0; i < 8; i++) {
                house.accepted(A);
            }
            await().atMost(SOON).until(() -> !slow.calls().isEmpty());
            Instant start = Instant.now();
            SendingId ofB = house.accepted(B);

            callAbout(ofB);

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(1_800));
            assertThat(slow.calls().size()).isLessThan(8);
        }
    }

    @Test void a_receiver_that_never_answers_is_a_failure_after_the_time_limit() throws Exception {
        receiver.takes(60_000);
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId id = house.accepted(A);

        await().atMost(SOON).untilAsserted(() -> assertThat(outcomeOf(id)).isEqualTo("timed-out"));
    }

    @Test void a_certificate_of_another_authority_is_not_trusted() throws Exception {
        try (Receiver stranger = new Receiver(io.postiljon.sandbox.parts.SandboxCa.create(folder.resolve("other-" + name), "other"))) {
            house.webhooks(A, stranger.as(name));
            house.open();
            SendingId id = house.accepted(A);

            await().atMost(SOON).untilAsserted(() -> assertThat(outcomeOf(id)).isEqualTo("tls-failed"));
            assertThat(stranger.calls()).isEmpty();
        }
    }

    @Test void killed_before_the_call_it_is_called_when_the_lease_has_passed() throws Exception {
        house.webhooks(A, receiver.as(name));
        SendingId id = house.accepted(A);
        WebhookDesk desk = house.bean(WebhookDesk.class);
        UUID delivery = dueOf(id);
        assertThat(desk.take(delivery)).hasSize(1);                 // and here the process died

        assertThat(desk.take(delivery)).isEmpty();
        house.open();

        callAbout(id);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(id).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        assertThat(deliveryOf(id).attempt()).isEqualTo(2);
    }

    @Test void killed_after_the_call_the_repeat_has_the_same_id_and_bytes() throws Exception {
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId id = house.accepted(A);
        Receiver.Call first = callAbout(id);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(id).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        house.database().sql("update gateway.webhook_delivery set state = 'PENDING', ended_at = null, leased_until = now() + interval '1 second' where sending_id = ? and endpoint = ?")
                .params(id.value(), name).update();                 // as it stood when the process died

        await().atMost(SOON).until(() -> receiver.calls().stream().filter(call -> call.body().contains(id.toString())).count() == 2);

        Receiver.Call second = receiver.calls().stream().filter(call -> call.body().contains(id.toString())).toList().getLast();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    }

    @Test void an_old_worker_cannot_undo_what_a_newer_one_recorded() {
        house.webhooks(A, receiver.as(name));
        SendingId id = house.accepted(A);
        WebhookDesk desk = house.bean(WebhookDesk.class);
        WebhookDelivery old = desk.take(dueOf(id)).getFirst();
        house.database().sql("update gateway.webhook_delivery set leased_until = now() where id = ?").param(old.id()).update();
        WebhookDelivery newer = desk.take(old.id()).getFirst();
        desk.record(newer, new WebhookOutcome.Taken(200));

        desk.record(old, new WebhookOutcome.NotTaken("timed-out", Optional.empty(), Optional.empty()));
        desk.record(old, new WebhookOutcome.Unwanted());

        assertThat(deliveryOf(id).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
        assertThat(endpoint().enabled()).isTrue();
    }

    @Test void planning_twice_at_once_makes_one_delivery_of_each_event() {
        house.webhooks(A, receiver.as(name));
        SendingId id = house.accepted(A);
        house.bean(WebhookDesk.class).due(A.value(), name);
        house.database().sql("update gateway.webhook_endpoint set place = ? where name = ?").params(io.postiljon.audit.EventCursor.START.toString(), name).update();

        house.bean(WebhookDesk.class).due(A.value(), name);

        assertThat(house.database().sql("select count(*) from gateway.webhook_delivery where sending_id = ? and endpoint = ?").params(id.value(), name)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test void an_agency_resends_and_tests_and_sees_only_its_own() throws Exception {
        house.webhooks(A, receiver.as(name));
        house.open();
        SendingId id = house.accepted(A);
        callAbout(id);
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveryOf(id).state()).isEqualTo(WebhookDelivery.State.DELIVERED));
        UUID delivery = deliveryOf(id).id();

        counter().again(house.asker(A), name, delivery);
        WebhookDelivery test = counter().test(house.asker(A), name);

        await().atMost(SOON).until(() -> receiver.ids().stream().filter(deliveryOf(id).eventId().toString()::equals).count() == 2);
        await().atMost(SOON).until(() -> receiver.ids().contains(test.eventId().toString()));
        assertThat(receiver.calls()).anyMatch(call -> call.body().contains("webhooks.notify.tested"));
        assertThatExceptionOfType(UnknownWebhook.class).isThrownBy(() -> counter().again(house.asker(B), name, delivery));
        assertThatExceptionOfType(UnknownWebhook.class).isThrownBy(() -> counter().test(house.asker(A), "no-such"));
        assertThatExceptionOfType(UnknownWebhook.class).isThrownBy(() -> counter().again(house.asker(A), name, UUID.randomUUID()));
    }

    @Test void an_address_that_leaves_the_agreement_is_called_no_more() throws Exception {
        house.webhooks(A, receiver.as(name));
        house.open();
        callAbout(house.accepted(A));

        house.webhooks(A);
        SendingId later = house.accepted(A);

        await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> receiver.calls().stream().noneMatch(call -> call.body().contains(later.toString())));
    }

    private Receiver.Call callAbout(SendingId id) {
        return await().atMost(SOON).until(() -> receiver.calls().stream().filter(call -> call.body().contains(id.toString())).findFirst(), Optional::isPresent).orElseThrow();
    }

    private UUID dueOf(SendingId id) {
        await().atMost(SOON).until(() -> {
            house.bean(WebhookDesk.class).due(A.value(), name);
            return house.database().sql("select count(*) from gateway.webhook_delivery where sending_id = ? and endpoint = ?").params(id.value(), name)
                    .query(Integer.class).single() == 1;
        });
        return deliveryOf(id).id();
    }

    private WebhookDelivery deliveryOf(SendingId id) {
        List<WebhookDelivery> all = counter().deliveries(house.asker(A), name, Optional.empty(), Optional.empty(), 500);
        return all.stream().filter(delivery -> delivery.sending().filter(id::equals).isPresent()).findFirst().orElseThrow(() -> new AssertionError("no delivery yet"));
    }

    private String outcomeOf(SendingId id) {
        return deliveryOf(id).last().map(WebhookDelivery.Last::outcome).orElse("none yet");
    }

    private WebhookJson.Endpoint endpoint() {
        return counter().all(house.asker(A)).stream().filter(shown -> shown.name().equals(name)).findFirst().orElseThrow();
    }

    private static WebhookCounter counter() {
        return house.bean(WebhookCounter.class);
    }
}
