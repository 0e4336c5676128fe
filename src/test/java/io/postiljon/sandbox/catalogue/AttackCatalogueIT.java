package io.postiljon.sandbox.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Drop;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogue of attacks, row by row, against one running gateway. Around each row: the answer and its problem type; nothing stored,
 * queued or sent; one record; no number of a person and nothing of our insides in the answer; the next good letter passes. At the end:
 * the log, the eBox, the printer, the listener of the attacker, and the sender who wrote all the while.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackCatalogueIT {
    private static final Pattern PERSON = Pattern.compile("(?<![0-9A-Fa-f-])[0-9]{11}(?![0-9A-Fa-f-])");
    private static final Pattern INSIDES = Pattern.compile("\\bat [a-z]+(\\.\\w+)+\\(|\\b(java|javax|jakarta|io\\.postiljon|com\\.fasterxml)\\.\\w|Exception\\b|(?i:tomcat|spring|jackson|postgres|artemis|pdfbox)"
            + "|(?<![\\w.])/(root|home|tmp|work|var|usr|opt)/");
    private static final Pattern INSIDES_OF_LOG = Pattern.compile("\\n\\tat |(?<![\\w.:/])/(root|home|tmp|work|var|usr|opt)/");

    @TempDir static Path folder;
    private static CatalogueBed bed;
    private static DropBox box;
    private static SteadySender steady;
    private static ExecutorService beside;
    private static final Map<String, Future<Seen>> SLOW = new HashMap<>();
    private static final Map<String, Drop> DROPS = new LinkedHashMap<>();
    private static final Set<String> PAGES = new TreeSet<>();

    @BeforeAll static void start() throws Exception {
        bed = new CatalogueBed(folder.resolve("sandbox"));
        steady = new SteadySender(bed.other(), bed::otherLetter, 10, 30);
        beside = Executors.newVirtualThreadPerTaskExecutor();
        SlowRows.all().forEach(row -> SLOW.put(row.toString(), beside.submit(() -> row.deed().on(bed))));
        box = new DropBox(bed);
        for (DropAttack row : DropRows.all().toList()) {
            DROPS.put(row.toString(), row.deed().on(box));
        }
    }

    @AfterAll static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(steady, beside, box, bed).filter(part -> part != null).toList()) {
            part.close();
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(TransportRows.all(), FramingRows.all(), BodyRows.all(), SignatureRows.all(), DocumentRows.all(), RightsRows.all(), InjectionRows.all())
                .flatMap(rows -> rows);
    }

    static Stream<Attack> slow() {
        return SlowRows.all();
    }

    static Stream<DropAttack> drops() {
        return DropRows.all();
    }

    @Order(1) @ParameterizedTest(name = "{0}") @MethodSource("attacks")
    void gets_its_answer_and_leaves_nothing(Attack attack) throws Exception {
        long before = bed.aftermath().sendingsOf("belastingen");
        Instant start = Instant.now();

        Seen seen = attack.deed().on(bed);

        judge(attack, seen);
        if (attack.expected() instanceof Expected.Harmless(int status, int sendings)) {
            assertThat(bed.aftermath().sendingsOf("belastingen")).isEqualTo(before + sendings);
        } else {
            assertThat(bed.aftermath().sendingsOf("belastingen")).as("stored").isEqualTo(before + prepared(attack));
            bed.aftermath().requireNoBytesLeft(start);
        }
        assertThat(bed.agency().send(bed.letter()).status()).as("the next good letter").isEqualTo(202);
    }

    /** Good letters that a row needs before its attack. */
    private static long prepared(Attack attack) {
        return Set.of("J15", "I2", "I5").contains(attack.id()) ? 1 : 0;
    }

    @Order(2) @ParameterizedTest(name = "{0}") @MethodSource("drops")
    void is_rejected_as_a_whole_and_leaves_nothing(DropAttack attack) {
        Drop drop = DROPS.get(attack.toString());

        JsonNode problem = box.rejection(drop);

        assertThat(new Seen(problem.path("status").asInt(), 1, "", problem, Optional.empty()).words()).isEqualTo(attack.words());
        requireNoLeak(problem.toString());
        box.awaitGone(drop);
        String rejected = "from gateway.sftp_drop d where d.name = '" + drop.base() + "' and d.state = 'REJECTED'";
        assertThat(bed.aftermath().count("select count(*) " + rejected)).isEqualTo(1);
        assertThat(bed.aftermath().count("select count(*) from audit.record where event = 'DROP_REJECTED' and outcome = 'REFUSED' and detail->>'code' = '"
                + attack.words().split(" ")[1] + "' and detail->>'drop' in (select d.id::text " + rejected + ")")).as("records").isEqualTo(1);
        assertThat(bed.aftermath().count("select count(*) " + rejected + " and d.object_id is not null")).isZero();
        assertThat(bed.aftermath().count("select count(*) from gateway.sending where idempotency_key like 'drop:" + drop.base() + ":%'"))
                .isEqualTo(attack.id().equals("F16") ? 1 : 0);
    }

    @Order(3) @ParameterizedTest(name = "{0}") @MethodSource("slow")
    void is_ended_in_time(Attack attack) throws Exception {
        judge(attack, SLOW.get(attack.toString()).get(60, TimeUnit.SECONDS));

        assertThat(bed.aftermath().sendingsOf("oefenen")).isZero();
    }

    /** Rows that are methods of their own below. */
    static Stream<String> others() {
        return Stream.of("A11", "F3", "F7", "F20", "F4", "A13", "A14", "H8");
    }

    @Order(4) @Test void a11_one_letter_of_fifty_that_may_not_be_sent_stops_no_other() {
        JsonNode result = box.result(DropRows.oneOfMany(box, 50));

        assertThat(result.path("accepted").asInt()).isEqualTo(49);
        assertThat(result.path("refused").asInt()).isEqualTo(1);
        assertThat(result.at("/items/25/problem/href").asText()).endsWith("/problems/purpose-not-authorised");
        assertThat(bed.aftermath().count("select count(*) from audit.record where event = 'SENDING_REFUSED' and agency = 'rechtbank'")).isEqualTo(1);
    }

    @Order(4) @Test void f3_f7_f20_what_is_no_plain_file_with_a_usable_name_is_never_opened() throws Exception {
        Drop good = box.drop(1);
        String good2 = box.drop(1).zipName();
        String folderName = box.drop(1).zipName();
        String link = box.drop(1).zipName();
        var in = bed.system().drops().path(DropBox.IN);
        Files.createDirectory(in.resolve(folderName));
        bed.system().drops().write("/agencies/vergunningen/in/" + good2, box.zip(good));
        Files.createSymbolicLink(in.resolve(link), bed.system().drops().path("/agencies/vergunningen/in/" + good2));
        List<String> left = new ArrayList<>(List.of(folderName, link));
        for (String name : List.of("-rf.zip", "a\nb.zip", "x\u202epiz.zip", "n".repeat(250) + ".zip", "a*.zip", "$(id).zip")) {
            bed.system().drops().write(DropBox.IN + name, new byte[] {1});
            left.add(name);
        }
        left.forEach(name -> bed.system().drops().write(DropBox.IN + name + ".go", new byte[0]));

        box.handIn(good);

        assertThat(box.result(good).path("accepted").asInt()).isEqualTo(1);
        assertThat(bed.system().drops().list("/agencies/rechtbank/in")).containsAll(left);
        assertThat(bed.aftermath().count("select count(*) from gateway.sftp_drop where name like '" + link.replace(".zip", "") + "%'")).isZero();
    }

    @Order(4) @Test void f4_without_its_marker_nothing_is_picked_up() {
        Drop unmarked = box.drop(1);
        Drop marked = box.drop(1);
        box.sftp().upload(unmarked);

        box.handIn(marked);

        box.result(marked);
        assertThat(box.sftp().list("in")).contains(unmarked.zipName());
        assertThat(box.sftp().acknowledgement(unmarked)).isEmpty();
    }

    @Order(5) @Test void a13_above_its_quota_one_agency_waits_and_no_other() {
        Seen seen = Seen.nothing();
        for (int i = 0; i <= 2 * CatalogueBed.CALLS_PER_MINUTE && seen.status() != 429; i++) {
            seen = RightsRows.limitedCall(bed);
        }

        judge(Attack.refused("A13", "", "429 quota", none -> Seen.nothing()), seen);
        assertThat(seen.text().toLowerCase()).contains("retry-after");
        assertThat(bed.agency().send(bed.letter()).status()).isEqualTo(202);
    }

    @Order(4) @Test void a13_bytes_that_are_announced_count_before_they_come() throws Exception {
        String head = CatalogueBed.uploadHead("Expect: 100-continue\r\nContent-Length: 31000000");
        try (Line first = new Line(bed.limitedTls(), bed.system().apiPort()); Line second = new Line(bed.limitedTls(), bed.system().apiPort())) {
            for (Line line : List.of(first, second)) {
                byte[] goOn = line.send(head).socket().getInputStream().readNBytes("HTTP/1.1 100".length());
                assertThat(new String(goOn, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
            }

            Seen third = bed.raw(bed.limitedTls(), bed.system().apiPort(), CatalogueBed.uploadHead("Content-Length: 31000000"));

            judge(Attack.refused("A13", "", "429 quota", none -> Seen.nothing()), third);
            assertThat(third.text()).contains("67108864").containsIgnoringCase("retry-after");
            assertThat(bed.agency().send(bed.letter()).status()).isEqualTo(202);
        }
    }

    @Order(6) @Test void a13_a_flood_above_the_quota_of_one_agency_does_not_slow_another() throws Exception {
        try (SteadySender calm = new SteadySender(bed.other(), bed::otherLetter, 5, 100)) {
            long records = bed.aftermath().count("select count(*) from audit.record where agency = 'proef'");
            try (Flood flood = new Flood(bed.limitedTls(), bed.system().apiPort(), bed.limitedRequest(), 16)) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> calm.calls() >= 100);
                calm.close();

                System.out.println("beside a flood: " + calm + ", " + flood.refused() + " refused, " + flood.others() + " not");
                assertThat(flood.refused()).isGreaterThan(1000);
                assertThat(flood.others()).as("not above the quota").isLessThan(3 * CatalogueBed.CALLS_PER_MINUTE);
            }
            assertThat(calm.refused()).isEmpty();
            assertThat(calm.keptItsPace(Duration.ofMillis(500))).as(calm.toString()).isTrue();
            assertThat(bed.aftermath().count("select count(*) from audit.record where agency = 'proef'")).as("a flood is not written down call by call")
                    .isLessThan(records + 4 * CatalogueBed.CALLS_PER_MINUTE);
        }
    }

    @Order(7) @Test void a14_a_terminated_agency_sends_nothing() throws Exception {
        Path agreement = bed.system().folder().resolve("agreements").resolve("proef.yaml");
        Files.writeString(agreement, Files.readString(agreement) + "\nend:\n  lastDay: 2026-01-01\n  choice: delete\n");

        Seen seen = Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> RightsRows.limitedCall(bed), answer -> answer.words().endsWith("agency-terminated"));

        judge(Attack.refused("A14", "", "403 agency-terminated", none -> Seen.nothing()), seen);
    }

    @Order(7) @Test void h8_idle_connections_take_no_more_than_their_share_and_end() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < CatalogueBed.CONNECTIONS + 50; i++) {
                idle.add(new Socket("localhost", bed.system().apiPort()));
            }

            Answer answer = bed.agency().send(bed.letter());
            Seen fresh = bed.get("/api/v1/health");

                assertThat(answer.status()).isEqualTo(202);
            assertThat(fresh.status()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Order(8) @Test void nothing_left_but_what_was_accepted() {
        String open = "select count(*) from gateway.sending where agency in ('belastingen', 'vergunningen') and state not in ('PUBLISHED', 'PUBLISHED_NEVER_OPENED')";
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> steadyEnds() && bed.aftermath().count(open) == 0);

        assertThat(bed.system().ebox().messages()).hasSize((int) bed.aftermath().count("select count(*) from gateway.sending where ebox_message_id is not null"));
        assertThat(bed.aftermath().count("select count(distinct ebox_message_id) from gateway.sending")).isEqualTo(bed.system().ebox().messages().size());
        assertThat(bed.system().supplier().pieces()).as("only the court writes on paper").hasSizeLessThanOrEqualTo((int) bed.aftermath().sendingsOf("rechtbank"));
        bed.aftermath().requireNoBytesLeft(Instant.EPOCH);
        assertThat(bed.listener().calls()).as("calls at the attacker's listener").isZero();
    }

    private static boolean steadyEnds() throws InterruptedException {
        steady.close();
        return true;
    }

    @Order(9) @Test void every_page_that_a_problem_names_says_how_to_mend_it() throws Exception {
        assertThat(PAGES).hasSizeGreaterThan(20);
        for (String page : PAGES) {
            Seen seen = bed.raw(bed.system().ca().contextWithoutCertificate(), bed.system().publicPort(),
                    "GET " + URI.create(page).getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(seen.status()).as(page).isEqualTo(200);
            assertThat(seen.text()).contains("<code>" + page.substring(page.lastIndexOf('/') + 1) + "</code>");
        }
    }

    @Order(9) @Test void every_answer_is_one_of_the_contract() {
        assertThat(bed.contract().faults()).isEmpty();
    }

    @Order(9) @Test void the_log_holds_no_number_no_stack_and_no_path() {
        List<String> lines = bed.log().lines();

        assertThat(lines).isNotEmpty();
        assertThat(lines.stream().filter(line -> PERSON.matcher(line).find() || INSIDES_OF_LOG.matcher(line).find()).limit(20).toList()).isEmpty();
    }

    @Order(9) @Test void the_good_sender_was_not_disturbed() throws Exception {
        steady.close();

        System.out.println("good traffic: " + steady);
        assertThat(steady.refused()).isEmpty();
        assertThat(steady.calls()).isGreaterThan(20);
        assertThat(steady.keptItsPace()).as(steady.toString()).isTrue();
    }

    private static void judge(Attack attack, Seen seen) {
        switch (attack.expected()) {
            case Expected.Refused(String words) -> {
                assertThat(seen.words()).as(seen.text()).isEqualTo(words);
                requireProblem(seen);
                bed.aftermath().requireOneRecord(seen, words.endsWith("malware") ? "SECURITY_EVENT" : "SENDING_REFUSED", words.split(" ")[1]);
            }
            case Expected.AtTheDoor(String words) -> {
                assertThat(seen.words()).as(seen.text()).isEqualTo(words);
                requireProblem(seen);
                bed.aftermath().requireRecordAtTheDoor(seen, words.split(" ")[1]);
            }
            case Expected.Cut(List<Integer> statuses) -> {
                assertThat(seen.status()).as(seen.text()).isIn(statuses);
                assertThat(seen.answers()).as("the request behind it is not seen").isEqualTo(1);
                assertThat(seen.text()).as("no page of the container").doesNotContainIgnoringCase("<html");
            }
            case Expected.NoAnswer() -> assertThat(seen.status()).as(seen.text()).isZero();
            case Expected.Harmless(int status, int sendings) -> {
                assertThat(seen.status()).as(seen.text()).isEqualTo(status);
                bed.aftermath().requireNoRecord(seen);
            }
        }
        if (!(attack.expected() instanceof Expected.Harmless)) {
            requireNoLeak(seen.text());
        }
    }

    private static void requireProblem(Seen seen) {
        assertThat(seen.text()).containsIgnoringCase("application/problem+json");
        PAGES.add(seen.body().path("href").asText());
        assertThat(seen.body().path("type").asText()).startsWith("urn:problem-type:");
        assertThat(seen.body().path("status").asInt()).isEqualTo(seen.status());
        assertThat(seen.body().path("instance").asText()).isEqualTo("urn:uuid:" + seen.trace().orElseThrow());
    }

    private static void requireNoLeak(String text) {
        assertThat(text).doesNotContainPattern(PERSON).doesNotContainPattern(INSIDES);
    }
}
