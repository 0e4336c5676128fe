package io.postiljon.sandbox.ebox;

import static io.postiljon.sandbox.ebox.EboxTestBed.letter;
import static io.postiljon.sandbox.ebox.EboxTestBed.toCitizen;
import static io.postiljon.sandbox.ebox.EboxTestBed.toEnterprise;
import static io.postiljon.sandbox.ebox.SenderUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EboxSimulatorFaultsTest {
    private final EboxTestBed bed = EboxTestBed.start();
    private final String key = UUID.randomUUID().toString();
    private String token;

    @BeforeEach
    void login() {
        token = bed.sender().token(Scopes.PUBLISH);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void a_reset_before_the_commit_leaves_nothing_and_the_same_key_works() {
        switchOn("{\"fault\":\"reset-before-commit\",\"on\":true,\"times\":1}");

        assertThatThrownBy(() -> bed.sender().sendOrFail(publication())).isInstanceOf(IOException.class);
        assertThat(bed.ebox().messages()).isEmpty();
        HttpResponse<String> again = bed.sender().send(publication());

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @Test
    void a_reset_after_the_commit_leaves_the_message_and_the_same_key_is_a_conflict() {
        switchOn("{\"fault\":\"reset-after-commit\",\"on\":true,\"times\":1}");

        assertThatThrownBy(() -> bed.sender().sendOrFail(publication())).isInstanceOf(IOException.class);
        assertThat(bed.ebox().messages()).hasSize(1);
        HttpResponse<String> again = bed.sender().send(publication());

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"429, 429, true", "503, 503, true", "500, 500, false"})
    void a_refusal_of_the_moment_keeps_nothing_and_tells_when_to_come_back(String fault, int status, boolean tellsWhen) {
        switchOn("{\"fault\":\"" + fault + "\",\"on\":true,\"times\":2}");

        HttpResponse<String> first = bed.sender().send(publication());
        HttpResponse<String> second = bed.sender().send(publication());
        HttpResponse<String> third = bed.sender().send(publication());

        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(first.headers().firstValue("Retry-After").isPresent()).isEqualTo(tellsWhen);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(third.statusCode()).isEqualTo(201);
        assertThat(bed.ebox().attempts(key)).isEqualTo(3);
    }

    @Test
    void without_a_count_a_fault_stays_until_it_is_switched_off() {
        switchOn("{\"fault\":\"503\",\"on\":true}");

        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(503);
        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(503);
        switchOn("{\"fault\":\"503\",\"on\":false}");

        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(201);
        assertThat(json(bed.sender().inspect("/faults")).path("items")).isEmpty();
    }

    @Test
    void a_fault_for_one_recipient_leaves_the_others_alone() {
        bed.ebox().faults().on(FaultOrder.always(Fault.INTERNAL_ERROR).forRecipient("90610199729"));

        HttpResponse<String> struck = bed.sender().publish(letter(toCitizen("90610199729")));
        HttpResponse<String> other = bed.sender().publish(letter(toCitizen("90630799757")));

        assertThat(struck.statusCode()).isEqualTo(500);
        assertThat(other.statusCode()).isEqualTo(201);
    }

    @Test
    void a_late_answer_comes_after_the_message_is_kept() {
        switchOn("{\"fault\":\"delay\",\"on\":true,\"times\":1,\"millis\":60000}");

        HttpRequest late = publication().timeout(Duration.ofSeconds(30)).build();
        var pending = bed.sender().http().sendAsync(late, HttpResponse.BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(10)).until(() -> bed.ebox().messages().size() == 1);

        assertThat(pending).isNotDone();
        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(409);
        pending.cancel(true);
    }

    @Test
    void a_delay_of_some_milliseconds_ends_with_the_ordinary_answer() {
        bed.ebox().faults().on(FaultOrder.always(Fault.DELAY).times(1).delayed(Duration.ofMillis(50)));

        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(201);
    }

    @Test
    void a_wrong_body_is_a_201_without_json_and_the_message_is_kept() {
        switchOn("{\"fault\":\"wrong-body\",\"on\":true,\"times\":1}");

        HttpResponse<String> answer = bed.sender().send(publication());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @Test
    void an_endless_body_goes_on_for_longer_than_anybody_should_read() throws Exception {
        bed.ebox().faults().once(Fault.ENDLESS_BODY);

        HttpResponse<InputStream> answer = bed.sender().http().send(publication().build(), HttpResponse.BodyHandlers.ofInputStream());

        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(4 << 20)).hasSize(4 << 20);
        }
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @Test
    void a_redirect_and_a_200_can_be_asked_for() {
        bed.ebox().faults().once(Fault.REDIRECT);
        bed.ebox().faults().once(Fault.STATUS_200);

        HttpResponse<String> redirect = bed.sender().send(publication());
        HttpResponse<String> published = bed.sender().send(publication());

        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(published.statusCode()).isEqualTo(200);
        assertThat(json(published).has("messageId")).isTrue();
        assertThat(bed.ebox().messages()).hasSize(1);
    }

    @Test
    void while_down_every_service_hangs_up_and_afterwards_all_is_as_before() {
        switchOn("{\"fault\":\"down\",\"on\":true}");

        assertThatThrownBy(() -> bed.sender().sendOrFail(publication())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bed.sender().token(Scopes.PUBLISH)).hasCauseInstanceOf(IOException.class);
        switchOn("{\"fault\":\"down\",\"on\":false}");

        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(201);
        assertThat(bed.ebox().attempts(key)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"fault\":\"fire\",\"on\":true}", "{\"fault\":\"503\"}", "{\"fault\":\"503\",\"on\":true,\"times\":0}", "no json",
        "{\"fault\":\"503\",\"on\":true,\"where\":\"moon\"}", "{\"fault\":\"redirect\",\"on\":true,\"where\":\"token\"}",
        "{\"fault\":\"503\",\"on\":true,\"times\":\"1\"}", "{\"fault\":\"down\",\"on\":true,\"recipient\":\"90610199729\"}"})
    void a_wrong_order_for_a_fault_is_refused_and_changes_nothing(String order) {
        HttpResponse<String> answer = bed.sender().inspect("/faults", order);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(bed.ebox().faults().active()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "503, 503", "500, 500"})
    void the_token_service_and_the_federation_have_faults_of_their_own(String fault, int status) {
        switchOn("{\"fault\":\"" + fault + "\",\"on\":true,\"times\":1,\"where\":\"token\"}");
        switchOn("{\"fault\":\"" + fault + "\",\"on\":true,\"times\":1,\"where\":\"federation\"}");

        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(201);
        assertThat(bed.sender().askToken("x", Scopes.PUBLISH).statusCode()).isEqualTo(status);
        assertThat(consents().statusCode()).isEqualTo(status);
        assertThat(consents().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "reset-before-commit", "reset-after-commit"})
    void one_service_can_hang_up_while_the_others_answer(String fault) {
        String preferences = bed.sender().token(Scopes.PREFERENCES);
        switchOn("{\"fault\":\"" + fault + "\",\"on\":true,\"where\":\"token\"}");

        assertThatThrownBy(() -> bed.sender().token(Scopes.PUBLISH)).hasCauseInstanceOf(IOException.class);
        assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(201);
        assertThat(preferences).isNotEmpty();
    }

    @Test
    void a_key_that_is_under_way_is_a_conflict_for_a_second_call_until_the_first_has_failed() {
        Mailboxes mailboxes = new Mailboxes(10);
        Object first = new Object();
        Object second = new Object();
        StoredMessage message = new StoredMessage("m1", RecipientType.ENTERPRISE, "0999990123", EboxTestBed.AGENCY, "sim:documentendienst",
                Optional.of(key), toEnterprise("0999990123"), List.of(), Instant.EPOCH, Instant.EPOCH);
        mailboxes.enter(Optional.of(key), first);
        mailboxes.enter(Optional.of(key), second);

        assertThatThrownBy(() -> mailboxes.store(message, second)).isInstanceOf(CallRefused.class);
        mailboxes.leave(Optional.of(key), second);
        mailboxes.leave(Optional.of(key), first);
        mailboxes.enter(Optional.of(key), second);
        mailboxes.store(message, second);

        assertThat(mailboxes.all()).hasSize(1);
    }

    @Test
    void after_a_stop_it_can_start_again_on_the_same_ports() {
        EboxSimulatorSettings.Ports ports = bed.ebox().ports();
        bed.ebox().close();
        assertThatThrownBy(() -> bed.sender().sendOrFail(publication())).isInstanceOf(IOException.class);

        try (EboxTestBed again = EboxTestBed.start(settings -> settings.withPorts(ports))) {
            assertThat(again.ebox().ports()).isEqualTo(ports);
            assertThat(bed.sender().send(publication()).statusCode()).isEqualTo(401);
            assertThat(again.sender().publish(letter(toEnterprise("0999990123"))).statusCode()).isEqualTo(201);
        }
    }

    private HttpRequest.Builder publication() {
        return bed.sender().publication(token, letter(toEnterprise("0999990123"))).header("Idempotency-Key", '"' + key + '"');
    }

    private HttpResponse<String> consents() {
        return bed.sender().search(bed.ebox().federationUri().resolve(FederationEndpoint.CONSENTS), Scopes.PREFERENCES, "{\"ssinList\":[\"90610199729\"]}");
    }

    private void switchOn(String order) {
        assertThat(bed.sender().inspect("/faults", order).statusCode()).isEqualTo(200);
    }
}
