package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.ebox.StoredDocument;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sandbox.supplier.ReceivedPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Compares what clients were told with what lies in the boxes, at the printer and in the evidence: nothing lost, nothing twice, no gap. */
final class Reckoning {
    private static final Set<String> PUBLISHED = Set.of("PUBLISHED", "PUBLISHED_NEVER_OPENED");
    private static final String AT_PRINTER = "AT_PRINTER";

    private final SandboxSystem system;
    private final Register register;
    private final Traffic traffic;

    Reckoning(SandboxSystem system, Register register, Traffic traffic) {
        this.system = system;
        this.register = register;
        this.traffic = traffic;
    }

    /** All of it: everything arrives, once, and the evidence is whole. {@code withoutAStep}: as in {@link #awaitRest}. */
    void requireAllArrived(Duration withoutAStep) {
        awaitRest(withoutAStep);
        requireNothingLost();
        requireNothingTwice();
        requireCompleteEvidence();
    }

    /**
     * Waits until no sending is on its way any more. A busy machine may take its time: the wait ends in failure when for so long none of
     * them has come a step further.
     */
    void awaitRest(Duration withoutAStep) {
        Map<String, Long> last = onTheirWay();
        while (!last.isEmpty()) {
            Map<String, Long> before = last;
            try {
                Awaitility.await().atMost(withoutAStep).pollInterval(Duration.ofMillis(250))
                        .until(() -> !onTheirWay().equals(before));
            } catch (ConditionTimeoutException still) {
                throw new AssertionError("sendings on their way that come no further: " + before, still);
            }
            last = onTheirWay();
        }
    }

    private Map<String, Long> onTheirWay() {
        return register.sendings().stream().filter(row -> !hasArrived(row)).collect(Collectors.groupingBy(Register.Row::state, Collectors.counting()));
    }

    /** Every promise was kept, and clients got no answer that a good letter must not get. */
    void requireNothingLost() {
        assertThat(traffic.surprises()).as("answers that a good letter must not get").isEmpty();
        assertThat(traffic.unanswered()).as("patient clients without an answer").isEmpty();
        Map<String, Register.Row> rows = register.sendings().stream().collect(Collectors.toMap(Register.Row::id, row -> row));
        Map<String, Integer> arrived = arrivals();
        traffic.accepted().forEach((messageId, errand) -> {
            assertThat(rows).as("a 202 without a sending").containsKey(messageId);
            assertThat(rows.get(messageId).reference()).isEqualTo(errand.reference());
            assertThat(arrived).as("an accepted document that arrived nowhere").containsKey(errand.digest());
        });
        assertThat(rows.values()).as("sendings that did not arrive").allMatch(Reckoning::hasArrived);
    }

    /** One effect per sending, whatever was tried how often. */
    void requireNothingTwice() {
        List<Register.Row> rows = register.sendings();
        Map<String, Integer> arrived = arrivals();
        assertThat(arrived.values()).as("times that one document arrived").containsOnly(1);
        assertThat(arrived).as("documents that arrived").hasSize(rows.size());
        Set<String> stored = rows.stream().map(Register.Row::reference).collect(Collectors.toSet());
        traffic.unsure().forEach(errand -> assertThat(arrived.containsKey(errand.digest()))
                .as("a letter whose client gave up arrives exactly when it was accepted").isEqualTo(stored.contains(errand.reference())));

        List<String> keys = system.ebox().messages().stream().map(StoredMessage::idempotencyKey).flatMap(Optional::stream).toList();
        assertThat(keys).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(
                rows.stream().filter(row -> PUBLISHED.contains(row.state())).map(row -> row.eboxKey().orElse("none")).toList());
        assertThat(system.supplier().pieces()).extracting(ReceivedPiece::timesSeen).as("times that the supplier saw one piece").allMatch(times -> times == 1);
        assertThat(system.supplier().pieces()).extracting(ReceivedPiece::result).as("results of pieces").allMatch("ACCEPTED"::equals);
        assertThat(system.supplier().pieces()).hasSize((int) rows.stream().filter(row -> row.state().equals(AT_PRINTER)).count());
        assertThat(system.supplier().refusedOrders()).as("orders that the supplier refused").isEmpty();
        requireNoGapInNumbers();
    }

    /** At the end: the order that a killed process had in hand comes when its lease is over, and later ones do not wait for it. */
    private void requireNoGapInNumbers() {
        Map<String, List<Integer>> numbersOfDay = system.supplier().batches().stream().map(batch -> batch.orderFile().split("\\."))
                .collect(Collectors.groupingBy(name -> name[2], Collectors.mapping(name -> Integer.valueOf(name[3]), Collectors.toList())));
        assertThat(numbersOfDay.values()).as("numbers of orders").allSatisfy(numbers ->
                assertThat(numbers).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
    }

    /** One acceptance, one choice, one end, and between them each state follows from the one before. */
    void requireCompleteEvidence() {
        Map<String, List<Register.Line>> lines = register.evidence().stream().collect(Collectors.groupingBy(Register.Line::sending));
        List<Register.Row> rows = register.sendings();
        assertThat(lines.keySet()).isEqualTo(rows.stream().map(Register.Row::id).collect(Collectors.toSet()));
        for (Register.Row row : rows) {
            List<Register.Line> own = lines.get(row.id());
            List<String> events = own.stream().map(Register.Line::event).toList();
            String end = row.state().equals(AT_PRINTER) ? "PIECE_ACCEPTED" : "EBOX_PUBLISHED";
            assertThat(events).as("evidence of " + row).containsOnlyOnce("SENDING_ACCEPTED", "CHANNEL_CHOSEN", end);
            assertThat(events).as("evidence of " + row).startsWith("SENDING_ACCEPTED").doesNotContain("SENDING_FAILED", "EBOX_REFUSED", "PIECE_REJECTED");
            if (PUBLISHED.contains(row.state())) {
                assertThat(events).as("evidence of " + row).containsOnlyOnce("DOCUMENTS_DESTROYED");
            } else {
                assertThat(events).as("evidence of " + row).containsOnlyOnce("PIECE_QUEUED", "PIECE_BATCHED");
            }
            assertThat(gap(own)).as("gap in the states of " + row).isEmpty();
            assertThat(own.stream().map(Register.Line::after).flatMap(Optional::stream).reduce((first, second) -> second)).contains(row.state());
        }
    }

    /** The vault holds exactly the files that the database knows: what a killed upload left behind is gone. */
    void awaitNoNoise(Duration atMost) {
        Awaitility.await("the vault holds no noise").atMost(atMost).pollInterval(Duration.ofMillis(500)).untilAsserted(() ->
                assertThat(vaultFiles(system.folder())).hasSize((int) register.count("select count(*) from gateway.vault_object where erased_at is null")));
    }

    static List<Path> vaultFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder.resolve("vault"))) {
            return files.filter(file -> file.toString().endsWith(".sealed")).toList();
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            return List.of();
        }
    }

    /** How often each document arrived, in a box or in an envelope; covers are ours. */
    private Map<String, Integer> arrivals() {
        List<String> digests = new ArrayList<>();
        system.ebox().messages().forEach(message -> message.documents().stream().map(StoredDocument::sha256).forEach(digests::add));
        system.supplier().pieces().forEach(piece -> piece.documents().stream().filter(document -> document.role().equals("MAIN"))
                .map(ReceivedPiece.SeenDocument::sha256).forEach(digests::add));
        Map<String, Integer> times = new HashMap<>();
        digests.forEach(digest -> times.merge(digest, 1, Integer::sum));
        return times;
    }

    private static Optional<String> gap(List<Register.Line> lines) {
        Optional<String> state = Optional.empty();
        for (Register.Line line : lines.stream().filter(line -> line.after().isPresent()).toList()) {
            if (!line.before().equals(state)) {
                return Optional.of(line.event() + " starts from " + line.before().orElse("nothing") + " and not from " + state.orElse("nothing"));
            }
            state = line.after();
        }
        return Optional.empty();
    }

    private static boolean hasArrived(Register.Row row) {
        return PUBLISHED.contains(row.state()) || row.state().equals(AT_PRINTER);
    }
}
