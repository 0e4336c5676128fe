package io.postiljon.sandbox.client;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sends the sample sendings that a newcomer sees, through both entrances, and watches what becomes of each, as any agency
 * could. Good ones, refused ones and one that is repeated. All HTTPS samples run at the same time.
 *
 * <p>Needs the recipients of the sandbox by behaviour (consent, no-consent, never-opened, no-box, not-a-company, printed), an agency
 * with all services (the first of mode live) and one of mode rehearsal.
 */
public final class StoryTeller {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final int SEQUENCES = 100_000;

    private final SandboxJson sandbox;
    private final Path folder;
    private final Duration patience;
    private final Clock clock;
    private final SandboxJson.Agency agency;

    /** {@code folder}: where {@code sandbox.json} is; {@code patience}: longest wait for one outcome. */
    public StoryTeller(SandboxJson sandbox, Path folder, Duration patience, Clock clock) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.patience = patience;
        this.clock = clock;
        this.agency = ofMode("live");
    }

    public Story tell() {
        SandboxJson.Agency rehearsing = ofMode("rehearsal");
        List<StoryLine> lines = new ArrayList<>();
        try (AgencyClient client = AgencyClient.of(sandbox, folder, agency.code());
             AgencyClient rehearsal = AgencyClient.of(sandbox, folder, rehearsing.code());
             var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StoryLine>> running = new ArrayList<>();
            for (Callable<StoryLine> sample : overHttps(client, rehearsal)) {
                running.add(threads.submit(sample));
            }
            lines.addAll(bySftp(client));
            for (Future<StoryLine> sample : running) {
                lines.add(sample.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of the story", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sample sending could not be sent", e.getCause());
        }
        return new Story(lines);
    }

    private List<Callable<StoryLine>> overHttps(AgencyClient client, AgencyClient rehearsal) {
        return List.of(
                () -> followed(client, "citizen, consent", "PUBLISHED", ebox("citizen", "consent")),
                () -> followed(client, "citizen, two documents", "PUBLISHED",
                        ebox("citizen", "consent").withDocument(SamplePdf.saying("Bijlage"))),
                () -> followed(client, "citizen, never opened", "PUBLISHED_NEVER_OPENED", ebox("citizen", "never-opened")),
                () -> followed(client, "organisation", "PUBLISHED", ebox("organisation", "consent")),
                () -> followed(client, "organisation, never opened", "PUBLISHED_NEVER_OPENED", ebox("organisation", "never-opened")),
                () -> followed(client, "organisation, no box, else paper", "AT_PRINTER", Letter.forEboxElsePaper(agency,
                        sandbox.recipient(agency, "organisation", "no-box")).withDocument(SamplePdf.saying("Brief"))),
                () -> followed(client, "organisation, not a company", "FAILED", ebox("organisation", "not-a-company")),
                () -> followed(client, "citizen, no consent, else paper", "AT_PRINTER", Letter.forEboxElsePaper(agency,
                        sandbox.recipient(agency, "citizen", "no-consent")).withDocument(SamplePdf.saying("Brief"))),
                () -> followed(client, "paper", "AT_PRINTER", paper()),
                () -> followed(rehearsal, "citizen, rehearsal", "PUBLISHED", Letter.forEbox(rehearsal.agency(),
                        sandbox.recipient(rehearsal.agency(), "citizen", "consent")).withDocument(SamplePdf.saying("Proef"))),
                () -> repeated(client),
                () -> refused("citizen, unsigned", "signature-required", () -> client.post(ebox("citizen", "consent").parts(),
                        Map.of("Idempotency-Key", "\"" + UUID.randomUUID() + "\""))),
                () -> refused("citizen, wrong digest in the message", "digest-mismatch", () -> wrongDigest(client)),
                () -> refused("citizen, bytes changed on the way", "signature-invalid", () -> changedOnTheWay(client)),
                () -> refused("citizen, category not granted", "category-not-authorised",
                        () -> client.send(ebox("citizen", "consent").with("dataCategory", "not-granted"))),
                () -> refused("paper, no such dossier", "dossier-not-active",
                        () -> client.send(paper().with("dossierReference", "no-such-" + UUID.randomUUID()))));
    }

    /** One drop with three good letters and one with a category that nobody granted. */
    private List<StoryLine> bySftp(AgencyClient client) {
        Instant start = clock.instant();
        int sequence = (int) (clock.millis() / 1000 % SEQUENCES);     // differs between runs on the same data
        Drop drop = Drop.of(sandbox, agency, LocalDate.ofInstant(start, BRUSSELS), sequence, List.of(
                ebox("citizen", "consent"), ebox("organisation", "consent"), paper(),
                ebox("citizen", "consent").with("dataCategory", "not-granted")));
        List<String> kinds = List.of("citizen, consent", "organisation", "paper", "citizen, category not granted");
        List<String> expected = List.of("PUBLISHED", "PUBLISHED", "AT_PRINTER", "category-not-authorised");

        Map<String, JsonNode> items = new HashMap<>();
        try (SftpDrop sftp = SftpDrop.connect(sandbox, folder, agency.code())) {
            sftp.handIn(drop);
            await().atMost(patience).pollInterval(POLL)
                    .until(() -> sftp.result(drop).or(() -> sftp.rejection(drop)).isPresent());
            sftp.result(drop).ifPresent(result -> result.path("items").forEach(item -> items.put(item.path("entry").asText(), item)));
        } catch (ConditionTimeoutException | UncheckedIOException e) {
            // no answer in time, or no server: the lines below say so
        }
        List<StoryLine> lines = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            JsonNode item = items.get(Drop.messageEntry(i + 1));
            String happened = item == null ? "no result" : outcomeOf(client, item, expected.get(i));
            lines.add(new StoryLine("SFTP", kinds.get(i), expected.get(i), happened, since(start)));
        }
        return lines;
    }

    private String outcomeOf(AgencyClient client, JsonNode item, String expected) {
        return item.path("outcome").asText().equals("accepted")
                ? lastStatus(client, item.path("messageId").asText(), expected)
                : slug(item.path("problem"));
    }

    private StoryLine followed(AgencyClient client, String kind, String expected, Letter letter) {
        Instant start = clock.instant();
        Answer answer = client.send(letter);
        String happened = answer.accepted() ? lastStatus(client, answer.messageId(), expected) : refusal(answer);
        return new StoryLine("HTTPS", kind, expected, happened, since(start));
    }

    private StoryLine repeated(AgencyClient client) {
        Instant start = clock.instant();
        Letter letter = ebox("citizen", "consent");
        String key = UUID.randomUUID().toString();
        Answer first = client.send(letter, key);
        Answer second = client.send(letter, key);
        boolean same = first.accepted() && second.accepted() && first.messageId().equals(second.messageId())
                && first.body().path("receipt").equals(second.body().path("receipt"))
                && second.header("Idempotent-Replay").filter("true"::equals).isPresent();
        return new StoryLine("HTTPS", "citizen, sent twice", "same receipt", same ? "same receipt" : refusal(second), since(start));
    }

    private StoryLine refused(String kind, String expected, Supplier<Answer> call) {
        Instant start = clock.instant();
        return new StoryLine("HTTPS", kind, expected, refusal(call.get()), since(start));
    }

    /** Signed, and then one byte of the document turns over. */
    private Answer changedOnTheWay(AgencyClient client) {
        Letter letter = ebox("citizen", "consent");
        String signature = client.signer().sign(letter.parts(), clock.instant());
        byte[] changed = letter.documents().getFirst().bytes().clone();
        changed[changed.length / 2] ^= 1;
        List<Part> parts = List.of(letter.messagePart(), Part.pdf("upfile1", changed));
        return client.post(parts, Map.of("JWS-Signature", signature, "Idempotency-Key", "\"" + UUID.randomUUID() + "\""));
    }

    /** The message names the digest of another document; the signature covers what was really sent. */
    private Answer wrongDigest(AgencyClient client) {
        Letter letter = ebox("citizen", "consent");
        return client.send(List.of(letter.messagePart(), Part.pdf("upfile1", SamplePdf.saying("Andere brief"))), UUID.randomUUID().toString());
    }

    /** The expected status as soon as it comes; the last one seen when the sending failed or patience ends. */
    private String lastStatus(AgencyClient client, String messageId, String expected) {
        var seen = new AtomicReference<>("unknown");
        try {
            await().atMost(patience).pollInterval(POLL).pollDelay(Duration.ZERO).until(() -> {
                seen.set(client.status(messageId).body().path("status").asText());
                return seen.get().equals(expected) || seen.get().equals("FAILED") || seen.get().equals("WITHHELD");
            });
        } catch (ConditionTimeoutException e) {
            // the table shows how far it came
        }
        return seen.get();
    }

    private Letter ebox(String kind, String behaviour) {
        return Letter.forEbox(agency, sandbox.recipient(agency, kind, behaviour)).withDocument(SamplePdf.saying("Brief"));
    }

    private Letter paper() {
        return Letter.onPaper(agency, sandbox.recipient(agency, "paper", "printed")).withDocument(SamplePdf.saying("Brief"));
    }

    private SandboxJson.Agency ofMode(String mode) {
        return sandbox.agencies().stream().filter(candidate -> candidate.mode().equals(mode)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sandbox has no agency in mode " + mode));
    }

    private static String refusal(Answer answer) {
        return answer.problemSlug().isEmpty() ? "status " + answer.status() : answer.problemSlug();
    }

    private static String slug(JsonNode problem) {
        String page = problem.path("href").asText();
        return page.substring(page.lastIndexOf('/') + 1);
    }

    private Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }
}
