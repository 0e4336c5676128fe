package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What an agency sees of its sendings: feed, lists, searches, cancelling, files, and who may not see it. A part of {@link HttpsIntakeIT}, on its gateway. */
class HttpsTracking {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final HttpsBed bed = HttpsIntakeIT.bed();

    @Test void the_openapi_file_names_every_operation_of_the_gateway_and_no_other() {
        Set<String> served = bed.gateway().bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream().filter(path -> !path.startsWith("/letter"))      // pages for people
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> bare(method + " " + path))))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).isEqualTo(bed.contract().operations().stream().map(HttpsTracking::bare).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Without names and patterns of variables, and without a slash at the end. */
    private static String bare(String operation) {
        return operation.replaceAll("\\{\\w+(:([^{}]|\\{[^}]*})*)?}", "{}").replaceAll("/$", "");
    }

    @Test void the_way_of_a_letter_is_told_by_feed_timeline_status_and_file() {
        String id = sent(bed.aLetter());
        await().atMost(SOON).until(() -> status(id).path("status").asText().equals("PUBLISHED"));

        JsonNode status = status(id);
        List<JsonNode> feed = feedAbout(id);
        assertThat(feed).extracting(event -> event.path("data").path("status").asText()).containsExactly("ACCEPTED", "SENDING", "PUBLISHED");
        assertThat(feed).extracting(event -> event.path("version").asInt()).containsExactly(1, 2, 3);
        assertThat(items(bed.agency().get("/api/v1/messages/" + id + "/events"))).isEqualTo(feed);
        assertThat(status.path("group").asText()).isEqualTo("delivered");
        assertThat(status.path("final").asBoolean()).isTrue();
        assertThat(status.path("explanation").asText()).isNotBlank();
        assertThat(status.path("nextStep").path("actor").asText()).isEqualTo("recipient");
        await().atMost(SOON).until(() -> bed.system().drops().list("/agencies/belastingen/out").stream()
                .filter(name -> name.endsWith(".status.json"))
                .anyMatch(name -> new String(bed.system().drops().read("/agencies/belastingen/out/" + name), java.nio.charset.StandardCharsets.UTF_8).contains(id)));
    }

    @Test void a_letter_on_paper_is_cancelled_until_it_is_in_a_batch_and_a_message_in_the_ebox_is_not() {
        String paper = sent(Letter.onPaper(bed.agency().agency(), paperRecipient()).withDocument(SamplePdf.saying("Brief")));
        await().atMost(SOON).until(() -> status(paper).path("status").asText().equals("PRINT_QUEUED"));
        String published = sent(bed.aLetter());
        await().atMost(SOON).until(() -> status(published).path("status").asText().equals("PUBLISHED"));

        Answer cancelled = bed.agency().postJson("/api/v1/messages/" + paper + "/cancel", Map.of());
        Answer again = bed.agency().postJson("/api/v1/messages/" + paper + "/cancel", Map.of());
        Answer tooLate = bed.agency().postJson("/api/v1/messages/" + published + "/cancel", Map.of());

        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
        assertThat(cancelled.body().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(again.status()).isEqualTo(200);
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.body().path("type").asText()).isEqualTo("urn:problem-type:postiljon:notCancellable");
        assertThat(tooLate.body().path("href").asText()).endsWith("/problems/not-cancellable");
        assertThat(tooLate.body().path("since").asText()).isNotBlank();
        assertThat(bed.other().postJson("/api/v1/messages/" + paper + "/cancel", Map.of()).status()).isEqualTo(404);
    }

    @Test void lists_and_searches_find_my_letters_and_only_mine() {
        String id = sent(bed.aLetter());

        Answer byId = bed.agency().postJson("/api/v1/messages/query", Map.of("ids", List.of(id)));
        Answer byPerson = bed.agency().postJson("/api/v1/messages/query", Map.of("recipient", Map.of("ssin", "90610199729")));
        Answer page = bed.agency().get("/api/v1/messages?pageSize=1");

        assertThat(byId.body().path("items")).hasSize(1);
        assertThat(byId.body().at("/items/0/messageId").asText()).isEqualTo(id);
        assertThat(items(byPerson)).anyMatch(item -> item.path("messageId").asText().equals(id));
        assertThat(page.body().path("items")).hasSize(1);
        assertThat(bed.other().postJson("/api/v1/messages/query", Map.of("ids", List.of(id))).body().path("items")).isEmpty();
        assertThat(bed.other().postJson("/api/v1/messages/query", Map.of("recipient", Map.of("ssin", "90610199729"))).body().path("items")).isEmpty();
        assertThat(items(bed.other().get("/api/v1/events"))).noneMatch(event -> event.path("subject").asText().equals(id));
        assertThat(bed.other().get("/api/v1/messages/" + id + "/events").status()).isEqualTo(404);
        assertThat(bed.other().get("/api/v1/messages/" + id + "/receipt").status()).isEqualTo(404);
    }

    @Test void the_receipt_is_the_one_of_the_acceptance() {
        Answer accepted = bed.agency().send(bed.aLetter());

        Answer receipt = bed.agency().get("/api/v1/messages/" + accepted.messageId() + "/receipt");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/jose"));
    }

    @Test void the_statement_of_letters_on_paper_of_today_is_made_on_request_of_an_operator_and_only_mine() throws Exception {
        String id = sent(Letter.onPaper(bed.agency().agency(), paperRecipient()).withDocument(SamplePdf.saying("Brief")));
        await().atMost(SOON).until(() -> status(id).path("status").asText().equals("PRINT_QUEUED"));
        try (Console console = new Console(bed.sandbox())) {
            JsonNode made = console.ask("exec", "io.postiljon:type=PrintStatements", "makeAgain", "belastingen", "today", "shown to the agency");
            assertThat(made.path("status").asInt()).as(made.toString()).isEqualTo(200);
            assertThat(console.ask("exec", "io.postiljon:type=PrintStatements", "list").path("value").findValuesAsText("statementId"))
                    .contains(made.path("value").path("statementId").asText());
            assertThat(console.ask("exec", "io.postiljon:type=PrintStatements", "makeAgain", "belastingen", "morgen", "why not").path("error").asText())
                    .contains("a day is written YYYY-MM-DD, or today");
        }

        Answer list = bed.agency().get("/api/v1/statements?pageSize=1");
        String href = list.body().at("/items/0/href").asText();
        Answer json = bed.agency().get(href);
        Answer pdf = bed.agency().get(href, "application/pdf");

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.body().path("unexplained").asInt()).as(json.toString()).isZero();
        assertThat(json.body().path("complete").asBoolean()).isFalse();
        assertThat(json.body().path("openItems").findValuesAsText("messageId")).contains(id);
        assertThat(json.header("JWS-Signature")).isPresent();
        assertThat(new String(pdf.bytes(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.header("Content-Type")).contains("application/pdf");
        assertThat(bed.other().get(href).status()).isEqualTo(404);
        assertThat(bed.agency().get("/api/v1/statements?day=today").status()).isEqualTo(400);
        await().atMost(SOON).until(() -> bed.system().drops().list("/agencies/belastingen/out").contains(json.body().path("file").asText().replace(".json", ".pdf.jws")));
    }

    @Test void a_call_that_waits_is_answered_by_the_event() {
        String place = end();
        long start = System.nanoTime();
        Thread.ofVirtual().start(() -> sent(bed.aLetter()));

        Answer answer = bed.agency().get(place + "&waitSeconds=25");

        assertThat(answer.body().path("items")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(answer.body().path("next").asText()).contains("waitSeconds=25");
    }

    @Test void statuses_and_webhooks_are_listed() {
        Answer statuses = bed.agency().get("/api/v1/refData/statuses");
        Answer endpoints = bed.agency().get("/api/v1/webhookEndpoints");

        assertThat(statuses.body().path("total").asInt()).isEqualTo(18);
        assertThat(statuses.body().at("/items/0/eventType").asText()).isEqualTo("be.postiljon.documentService.v1.messages.notify.accepted");
        assertThat(endpoints.body().path("items")).isEmpty();
        assertThat(bed.agency().get("/api/v1/webhookEndpoints/none/deliveries").status()).isEqualTo(404);
        assertThat(bed.agency().postJson("/api/v1/webhookEndpoints/none/sendTest", Map.of()).status()).isEqualTo(404);
    }

    @ParameterizedTest @CsvSource({"/api/v1/events?colour=red,unknown-parameter", "/api/v1/events?after=x,malformed-request", "/api/v1/events?waitSeconds=31,malformed-request",
        "/api/v1/events?pageSize=501,malformed-request", "/api/v1/events?type=gone,malformed-request", "/api/v1/messages?status=GONE,malformed-request",
        "/api/v1/messages?acceptedAfter=yesterday,malformed-request", "/api/v1/messages?ssin=1,unknown-parameter", "/api/v1/messages?messageReference=90610199729,personal-data-in-url",
        "/api/v1/messages/00000000-0000-7000-8000-000000000000?fields=all,unknown-parameter",
        "/api/v1/messages/90610199729,personal-data-in-url", "/api/v1/messages/90.61.01-997.29,personal-data-in-url", "/api/v1/messages/ssin-90610199729,personal-data-in-url",
        "/api/v1/messages/9061%30199729,personal-data-in-url", "/api/v1/messages/90610199729%20,personal-data-in-url"})
    void a_question_that_is_not_understood_is_refused(String address, String code) {
        Answer answer = bed.agency().get(address);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("href").asText()).endsWith("/problems/" + code);
    }

    private String sent(Letter letter) {
        Answer answer = bed.agency().send(letter);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.messageId();
    }

    private SandboxJson.Recipient paperRecipient() {
        return bed.sandbox().recipients().stream().filter(recipient -> recipient.kind().equals("paper")).findFirst().orElseThrow();
    }

    private JsonNode status(String id) {
        return bed.agency().status(id).body();
    }

    private List<JsonNode> feedAbout(String id) {
        List<JsonNode> found = new ArrayList<>();
        String place = "/api/v1/events?pageSize=500";
        for (Answer page = bed.agency().get(place); !page.body().path("items").isEmpty(); page = bed.agency().get(page.body().path("next").asText())) {
            items(page).stream().filter(event -> event.path("subject").asText().equals(id)).forEach(found::add);
        }
        return found;
    }

    private String end() {
        String place = "/api/v1/events?after=AAAAAAAAAAAAAAAAAAAAAA";
        for (Answer page = bed.agency().get(place); !page.body().path("items").isEmpty(); page = bed.agency().get(place)) {
            place = page.body().path("next").asText();
        }
        return place;
    }

    private static List<JsonNode> items(Answer answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.body().path("items").forEach(items::add);
        return items;
    }
}
