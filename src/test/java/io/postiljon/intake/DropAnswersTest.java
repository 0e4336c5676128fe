package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Drop;
import io.postiljon.store.DropAnswer;
import io.postiljon.store.DropId;
import io.postiljon.store.DropItem;
import io.postiljon.store.DropSignature;
import io.postiljon.store.DropState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000003");

    @TempDir Path folder;
    private DropAnswers answers;

    @BeforeEach void aKeyStore() throws IOException {
        Path password = folder.resolve("password");
        Pkcs12KeyStore.create(folder.resolve("keys.p12"), password, "Test", NOW);
        answers = new DropAnswers(new DetachedJwsSigner(Pkcs12KeyStore.open(folder.resolve("keys.p12"), password), Clock.fixed(NOW, ZoneOffset.UTC)),
                new ProblemDocument(URI.create("https://public.example"), java.time.Clock.systemUTC()));
    }

    @Test void an_acknowledgement_says_what_was_received() throws IOException {
        JsonNode ack = json(answers.acknowledgement(drop(), 5));

        assertThat(ack.path("drop").asText()).isEqualTo("0999990024.20261124.00001.T");
        assertThat(ack.path("mode").asText()).isEqualTo("rehearsal");
        assertThat(ack.path("messages").asInt()).isEqualTo(2);
        assertThat(ack.path("documents").asInt()).isEqualTo(5);
        assertThat(ack.path("sha256").asText()).isEqualTo(new Sha256("ab".repeat(32)).base64Url());
        assertThat(ack.at("/signature/x5t#S256").asText()).isEqualTo("thumbprint");
    }

    @Test void a_result_has_one_item_for_each_message_and_counts_that_add_up() throws IOException {
        List<DropItem> items = List.of(
                new DropItem("messages/1.json", Optional.of("ref-1"), new DropItem.Accepted(new SendingId(ID), "receipt")),
                new DropItem("messages/2.json", Optional.empty(), new DropItem.Refused("{\"status\":400,\"title\":\"x\"}")));

        JsonNode result = json(answers.result(drop(), NOW, items));

        assertThat(result.path("accepted").asInt()).isEqualTo(1);
        assertThat(result.path("refused").asInt()).isEqualTo(1);
        assertThat(result.path("items").get(0)).isEqualTo(parse("""
                {"entry": "messages/1.json", "messageReference": "ref-1", "outcome": "accepted",
                 "messageId": "00000000-0000-4000-8000-000000000003", "receipt": "receipt"}"""));
        assertThat(result.path("items").get(1)).isEqualTo(parse("""
                {"entry": "messages/2.json", "outcome": "refused", "problem": {"status": 400, "title": "x"}}"""));
    }

    @Test void a_rejection_is_the_problem_document_and_names_the_rule() throws IOException {
        TraceId trace = new TraceId(ID);

        JsonNode problem = json(answers.rejection(drop(), Refusal.of(Issue.ofRequest(Complaint.ARCHIVE_LINK)), trace));

        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.path("code").asText()).isEqualTo("archive-symlink");
        assertThat(problem.path("instance").asText()).isEqualTo("urn:uuid:" + ID);
    }

    @Test void the_signature_names_the_file_as_the_agency_finds_it() throws IOException {
        DropAnswer answer = answers.result(drop(), NOW, List.of());

        JsonNode header = parse(new String(Base64.getUrlDecoder().decode(answer.signature().split("\\.")[0])));
        assertThat(header.at("/sigD/pars/0").asText()).isEqualTo("0999990024.20261124.00001.T.result.json");
    }

    private static Drop drop() {
        return new Drop(new DropId(ID), Fixtures.AGENCY, Mode.REHEARSAL, "0999990024.20261124.00001.T", DropState.RECEIVED, 1000, NOW,
                Optional.of(new Sha256("ab".repeat(32))), 2, Optional.of(new DropSignature("jws", "thumbprint", NOW)), NOW, Optional.empty(), ID.toString());
    }

    private static JsonNode json(DropAnswer answer) throws IOException {
        return new ObjectMapper().readTree(answer.content());
    }

    private static JsonNode parse(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
