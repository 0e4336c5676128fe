package io.postiljon.sandbox.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.TestRecipient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Printing and the post as the sandbox plays them. */
class PrintRunTest {

    private static final Instant MORNING = Instant.parse("2026-11-26T09:00:00Z");
    private static final String BATCH = UUID.randomUUID().toString();

    private enum Kind { ORDINARY, REGISTERED }

    @Test
    void an_ordinary_letter_is_printed_an_hour_later_and_handed_over_on_its_day() throws IOException {
        PrintRun run = taken("Ann Voorbeeld", Kind.ORDINARY);

        assertThat(run.due(MORNING.plus(Duration.ofMinutes(59)))).isEmpty();
        assertThat(codes(run.due(MORNING.plus(Duration.ofMinutes(61))))).containsExactly("PRINTED", "ENVELOPED");
        assertThat(run.due(MORNING.plus(Duration.ofHours(5)))).isEmpty();
        assertThat(codes(run.due(Instant.parse("2026-11-27T14:00:01Z")))).containsExactly("HANDED_TO_POST");
    }

    @Test
    void a_registered_letter_is_received_the_day_after_with_its_papers() throws IOException {
        PrintRun run = taken("Ann Voorbeeld", Kind.REGISTERED);

        List<PrintRun.Telling> all = run.due(Instant.parse("2026-12-01T12:00:00Z"));

        assertThat(codes(all)).containsExactly("PRINTED", "ENVELOPED", "HANDED_TO_POST", "IN_DELIVERY", "DELIVERED");
        assertThat(names(all.stream().filter(telling -> telling.kind().equals("PE")).findFirst().orElseThrow())).hasSize(3)
                .startsWith("evidence.json").anyMatch(name -> name.endsWith("_DEPOSIT.pdf")).anyMatch(name -> name.endsWith("_RECEIPT.pdf"));
    }

    @ParameterizedTest
    @EnumSource(TestRecipient.class)
    void a_test_recipient_has_its_whole_story_at_once(TestRecipient recipient) throws IOException {
        if (recipient.byPost().isEmpty()) {
            return;
        }

        List<PrintRun.Telling> all = taken("Ann " + recipient.addressWord().orElseThrow(), Kind.ORDINARY).due(MORNING.plusSeconds(1));

        assertThat(codes(all)).startsWith("PRINTED", "ENVELOPED", "HANDED_TO_POST").endsWith(recipient.byPost().get().name());
        JsonNode last = events(all).get(events(all).size() - 1);
        assertThat(last.path("reason").asText()).isEqualTo(recipient.returnReason().map(Enum::name).orElse(""));
    }

    @Test
    void a_new_day_begins_with_the_counts_once_all_is_told() throws IOException {
        PrintRun run = taken("Ann Voorbeeld", Kind.ORDINARY);
        Instant nextDay = Instant.parse("2026-11-27T15:00:00Z");

        assertThat(run.due(nextDay)).extracting(PrintRun.Telling::kind).containsExactly("PS");
        List<PrintRun.Telling> counts = run.due(nextDay);

        assertThat(counts).extracting(PrintRun.Telling::kind).containsExactly("PR");
        JsonNode batch = new ObjectMapper().readTree(counts.getFirst().content()).path("batches").get(0);
        assertThat(batch.path("batchId").asText()).isEqualTo(BATCH);
        assertThat(batch.path("accepted").asInt() + batch.path("printed").asInt() + batch.path("handedToPost").asInt()).isEqualTo(3);
        assertThat(batch.at("/sheets/0/sheets").asInt()).isEqualTo(2);
        assertThat(run.due(nextDay)).as("once a day").isEmpty();
    }

    private static PrintRun taken(String name, Kind kind) {
        String pieceId = UUID.randomUUID().toString();
        Manifest.Piece piece = new Manifest.Piece(pieceId, 1, "P-1", new Manifest.Product(kind == Kind.REGISTERED, false, false, "PRIOR"),
                new Manifest.Print(true, "MONO", "AUTO", "COVER"),
                new Manifest.Recipient(List.of(name, "Voorbeeldstraat 12", "9000 Gent"), new Manifest.Structured("Voorbeeldstraat", "12", "9000", "Gent", "BE")),
                List.of(), 3, 2);
        Manifest manifest = new Manifest(BATCH, "PO.OVO002949.20261126.000001.T.zip.pgp", 1, 1, "T", "2026-11-27", new Manifest.Sender("OVO002949", "Test"),
                new Manifest.Contract("DRUKKER", "C-1"), new Manifest.PrintClass("PRIOR", kind == Kind.REGISTERED, "MONO", true, false),
                new Manifest.Totals(1, 2, 3, 2, 100, "00".repeat(32)), List.of(piece), null);
        PrintRun run = new PrintRun(MORNING);
        run.take(manifest, List.of(new ReceivedPiece(pieceId, BATCH, 1, "ACCEPTED", List.of(), List.of(), "")), MORNING);
        return run;
    }

    private static JsonNode events(List<PrintRun.Telling> tellings) throws IOException {
        return new ObjectMapper().readTree(tellings.stream().filter(telling -> telling.kind().equals("PS")).findFirst().orElseThrow().content()).path("events");
    }

    private static List<String> codes(List<PrintRun.Telling> tellings) throws IOException {
        return events(tellings).findValuesAsText("code");
    }

    private static List<String> names(PrintRun.Telling zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip.content()))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
