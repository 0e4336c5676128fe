package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.atTheDoor;
import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A and I: who may what, and what a repeat is. */
final class RightsRows {
    private static final int ASKED = 30;

    private RightsRows() {}

    static Stream<Attack> all() {
        return Stream.concat(rights(), repeats());
    }

    private static Stream<Attack> rights() {
        return Stream.of(
                refused("A1", "category that is not granted", "403 category-not-authorised", bed -> bed.send(bed.letter().with("dataCategory", "other-category"))),
                refused("A1", "purpose that is not granted", "403 purpose-not-authorised", bed -> bed.send(bed.letter().with("purpose", "other-purpose"))),
                refused("A2", "nobody has a dossier", "403 dossier-not-active", bed -> {
                    Seen somebody = bed.send(to(bed, CatalogueBed.CITIZEN_WITHOUT_DOSSIER));
                    Seen nobody = bed.send(to(bed, "90720199720".replaceFirst("..$", check("907201997"))));
                    assertThat(withoutTraces(nobody)).as("the same to the letter, whether the person exists or not").isEqualTo(withoutTraces(somebody));
                    return somebody;
                }),
                refused("A3", "dossier that was closed", "403 dossier-not-active", bed -> bed.send(to(bed, "90630799757"))),
                refused("A6", "service that is not ticked", "403 service-not-enabled", bed -> Seen.of(bed.other().send(
                        bed.otherLetter().with("recipient", Map.of("eboxType", "enterprise", "enterpriseNumber", "0999990123"))))),
                atTheDoor("A7", "status of another agency's sending", "404 not-found", bed -> foreign(bed, "")),
                atTheDoor("A7", "receipt of another agency's sending", "404 not-found", bed -> foreign(bed, "/receipt")),
                atTheDoor("A7", "events of another agency's sending", "404 not-found", bed -> foreign(bed, "/events")),
                atTheDoor("A7", "a paper of another agency's sending", "404 not-found", bed -> foreign(bed, "/evidence/" + UUID.randomUUID())),
                atTheDoor("A7", "cancelling another agency's sending", "404 not-found", bed -> Seen.of(bed.agency().postJson(
                        "/api/v1/messages/" + bed.other().send(bed.otherLetter()).messageId() + "/cancel", Map.of()))),
                harmless("A7", "asking for another agency's sending in a list", 200, 0, bed -> {
                    Answer found = bed.agency().postJson("/api/v1/messages/query", Map.of("ids", List.of(bed.other().send(bed.otherLetter()).messageId())));
                    assertThat(found.body().path("items")).isEmpty();
                    return Seen.of(found);
                }),
                harmless("A7", "asking for a person of another agency", 200, 0, bed -> {
                    Answer found = bed.agency().postJson("/api/v1/dossiers/query", Map.of("person", Map.of("ssin", CatalogueBed.CITIZEN_WITHOUT_DOSSIER)));
                    assertThat(found.body().path("items")).isEmpty();
                    return Seen.of(found);
                }),
                unknown("status", "DELIVERED"), unknown("agencyId", "vergunningen"), unknown("acceptedAt", "2020-01-01T00:00:00Z"), unknown("mode", "rehearsal"));
    }

    private static Attack unknown(String member, String value) {
        return refused("A12", "the sender says " + member, "400 unknown-field", bed -> bed.send(bed.letter().with(member, value)));
    }

    private static Letter to(CatalogueBed bed, String ssin) {
        return bed.letter().with("recipient", Map.of("eboxType", "citizen", "ssin", ssin));
    }

    private static String check(String first) {
        return String.format("%02d", 97 - Long.parseLong(first) % 97);
    }

    private static String withoutTraces(Seen seen) {
        return seen.body().toString().replaceAll("urn:uuid:[0-9a-f-]{36}", "");
    }

    /** What is another's and what does not exist: the same words, and as quick. */
    private static Seen foreign(CatalogueBed bed, String below) {
        String theirs = bed.other().send(bed.otherLetter()).messageId();
        List<Duration> foreign = new ArrayList<>();
        List<Duration> missing = new ArrayList<>();
        Seen seen = Seen.nothing();
        for (int i = 0; i < ASKED; i++) {
            seen = timed(bed.agency(), "/api/v1/messages/" + theirs + below, foreign);
            Seen none = timed(bed.agency(), "/api/v1/messages/" + UUID.randomUUID() + below, missing);
            assertThat(withoutTraces(seen)).isEqualTo(withoutTraces(none));
        }
        assertThat(median(foreign)).as("the class of time: " + median(missing)).isLessThan(median(missing).multipliedBy(3).plusMillis(20));
        assertThat(median(missing)).as("the class of time: " + median(foreign)).isLessThan(median(foreign).multipliedBy(3).plusMillis(20));
        return seen;
    }

    private static Seen timed(AgencyClient agency, String path, List<Duration> times) {
        long start = System.nanoTime();
        Seen seen = Seen.of(agency.get(path));
        times.add(Duration.ofNanos(System.nanoTime() - start));
        return seen;
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static Stream<Attack> repeats() {
        return Stream.of(
                harmless("I1", "a hundred equal calls at once", 202, 1, RightsRows::hundred),
                refused("I2", "the key with other content", "409 idempotency-conflict", bed -> {
                    String key = CatalogueBed.key();
                    bed.agency().send(bed.letter(), key);
                    return Seen.of(bed.agency().send(bed.letter(), key));
                }),
                harmless("I3", "the key of another agency", 202, 1, bed -> {
                    String key = CatalogueBed.key();
                    Answer theirs = bed.other().send(bed.otherLetter(), key);
                    Answer ours = bed.agency().send(bed.letter(), key);
                    assertThat(theirs.status()).isEqualTo(202);
                    assertThat(ours.messageId()).isNotEqualTo(theirs.messageId());
                    assertThat(ours.header("Idempotent-Replay")).isEmpty();
                    return Seen.of(ours);
                }),
                keyless("no key", null), keyless("key of 1 kB", '"' + "k".repeat(1024) + '"'), keyless("key without quotes", "abc"), keyless("key of nothing", "\"\""),
                keyless("key of a drop", "\"drop:x\""), keyless("key with parameters", "\"a\"; b=1"),
                refused("I4", "key outside ASCII", "400 idempotency-key", bed -> bed.raw(CatalogueBed.uploadHead("Content-Length: 0")
                        .replaceFirst("Idempotency-Key: \"[^\"]*\"", "Idempotency-Key: \"\u00e9\""))),
                refused("I4", "two keys", "400 idempotency-key", bed -> bed.raw(CatalogueBed.uploadHead("Idempotency-Key: \"b\"\r\nContent-Length: 0"))),
                refused("I5", "the reference under a new key", "409 duplicate-reference", bed -> {
                    Letter letter = bed.letter();
                    String first = bed.agency().send(letter).messageId();
                    Seen again = bed.send(letter.with("subject", Map.of("nl", "Nog eens")));
                    assertThat(again.body().path("messageId").asText()).isEqualTo(first);
                    return again;
                }),
                harmless("I6", "gone after the last byte, and again", 202, 1, RightsRows::goneAfterTheLastByte));
    }

    private static Attack keyless(String what, String key) {
        return refused("I4", what, "400 idempotency-key", bed -> {
            Letter letter = bed.letter();
            String signature = bed.agency().signer().sign(letter.parts(), Instant.now());
            return Seen.of(bed.agency().post(letter.parts(), key == null ? Map.of("JWS-Signature", signature) : Map.of("JWS-Signature", signature, "Idempotency-Key", key)));
        });
    }

    private static Seen hundred(CatalogueBed bed) throws Exception {
        Letter letter = bed.letter();
        String key = CatalogueBed.key();
        List<Callable<Answer>> calls = java.util.Collections.nCopies(100, () -> bed.agency().send(letter, key));
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
        }
        assertThat(answers).extracting(Answer::status).as(answers.toString()).containsOnly(202);
        assertThat(answers.stream().map(Answer::messageId).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.header("Idempotent-Replay").isEmpty())).hasSize(1);
        assertThat(bed.aftermath().count("select count(*) from gateway.vault_object where sending_id = '" + answers.getFirst().messageId() + "'")).isEqualTo(1);
        return Seen.of(answers.getFirst());
    }

    private static Seen goneAfterTheLastByte(CatalogueBed bed) throws IOException {
        Letter letter = bed.letter();
        String key = CatalogueBed.key();
        String signature = bed.agency().signer().sign(letter.parts(), Instant.now());
        StringBuilder body = new StringBuilder();
        for (Part part : letter.parts()) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"").append(part.name()).append('"')
                    .append(part.fileName() == null ? "" : "; filename=\"" + part.fileName() + '"').append("\r\nContent-Type: ").append(part.contentType()).append("\r\n\r\n")
                    .append(new String(part.bytes(), StandardCharsets.ISO_8859_1)).append("\r\n");
        }
        body.append("--b--\r\n");
        String stored = "select id::text from gateway.sending where message_reference = '" + letter.reference() + "'";
        try (Line line = new Line(bed.tls(), bed.system().apiPort())) {
            line.send("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nIdempotency-Key: \"" + key
                    + "\"\r\nJWS-Signature: " + signature + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !bed.aftermath().texts(stored).isEmpty());
        }
        Answer again = bed.agency().send(letter, key);
        assertThat(bed.aftermath().texts(stored)).containsExactly(again.messageId());
        assertThat(again.header("Idempotent-Replay")).contains("true");
        return Seen.of(again);
    }

    /** For the rows that need an agency of their own. */
    static Seen limitedCall(CatalogueBed bed) {
        return Seen.of(bed.limited().post(List.of(Part.pdf("upfile1", SamplePdf.saying("Brief"))), Map.of("Idempotency-Key", '"' + CatalogueBed.key() + '"')));
    }
}
