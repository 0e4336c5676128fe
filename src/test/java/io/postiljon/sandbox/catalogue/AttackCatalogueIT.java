package io.postiljon.sandbox.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.intake.Arrival;
import io.postiljon.intake.DropReceiver;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.TokenClient;
import io.postiljon.sandbox.parts.RevocationService;
import io.postiljon.sandbox.sftp.SftpWatch;
import io.postiljon.sending.AgencyCode;
import io.postiljon.store.Drops;
import java.net.Socket;
import java.net.URI;
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
import java.util.TreeMap;
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
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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

    /** Ours; what Camel notes of a file, an answer, a message or a key; what JMS gives each message; what we send to partners, and where. Their values are looked at too. */
    private static final Pattern OWN_HEADERS = Pattern.compile("Gateway[A-Z]\\w+|Camel(File|Ftp|PGPDataFormat)[A-Z]\\w+|CamelHttp(Method|Uri|ResponseCode|ResponseText)|CamelRemoteFileInputStream"
            + "|CamelMessageTimestamp|CamelJMSDestinationProduced|JMS(CorrelationID(AsBytes)?|DeliveryMode|Destination|Expiration|MessageID|Priority|Redelivered|ReplyTo|Timestamp|Type|XGroupID|XUserID)"
            + "|Accept|Authorization|BelGov-Trace-Id|Content-(Type|Length)|Idempotency-Key|On-Behalf-Of-Enterprise-Number|Retry-After|firedTime");
    private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

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
        return Stream.of(TransportRows.all(), FramingRows.all(), BodyRows.all(), SignatureRows.all(), DocumentRows.all(), RightsRows.all(), TokenRows.all(), InjectionRows.all())
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
        return Stream.of("T5", "T6", "A11", "F3", "F7", "F20", "F4", "A13", "A14", "H8");
    }

    @Order(4) @Test void t5_an_authority_that_is_trusted_no_more_is_none_in_new_handshakes_and_each_revocation_is_on_record_once() {
        bed.revocations().awaitHandshake(bed, false);

        for (String thumbprint : bed.revocations().revokedThumbprints()) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bed.aftermath().count("select count(*) from audit.record where event = 'SECURITY_EVENT' "
                    + "and detail->>'code' = 'certificate-revoked' and detail->>'thumbprint' = '" + thumbprint + "' and agency is not null") == 1);
        }
        String guest = "select detail->>'code' from audit.record where detail->>'thumbprint' = '" + bed.revocations().guestThumbprint() + "' order by id";
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(bed.aftermath().texts(guest)).containsExactly("authority-trusted", "authority-trusted-no-more"));
    }

    @Order(4) @Test void t6_a_drop_whose_signer_nobody_vouches_for_waits_and_is_done_when_somebody_does() {
        Drop drop = box.drop(1);
        box.handIn(drop, Revocations.jades(bed.revocations().dropSignerUnknown).sign(drop.entries(), Instant.now()));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bed.log().lines().stream().anyMatch(line -> line.contains("DropWaits")));
        assertThat(box.sftp().list("in")).contains(drop.zipName());
        assertThat(bed.aftermath().count("select count(*) from gateway.sftp_drop where name = '" + drop.base() + "'")).isZero();

        bed.revocations().say(bed.revocations().dropSignerUnknown, RevocationService.Say.GOOD);

        assertThat(box.result(drop).path("accepted").asInt()).isEqualTo(1);
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
        assertThat(box.rejection(unmarked).path("href").asText()).endsWith("/problems/upload-abandoned");
        box.awaitGone(unmarked);
        assertThat(bed.aftermath().count("select count(*) from gateway.sftp_drop where name = '" + unmarked.base() + "' and state = 'REJECTED'")).isEqualTo(1);
        assertThat(bed.aftermath().count("select count(*) from audit.record where event = 'DROP_REJECTED' and detail->>'code' = 'upload-abandoned'"
                + " and detail->>'drop' in (select id::text from gateway.sftp_drop where name = '" + unmarked.base() + "')")).isEqualTo(1);
        box.handIn(unmarked);
        assertThat(box.result(unmarked).path("accepted").asInt()).as("sent again, as the notice says").isEqualTo(1);
    }

    @Order(4) @Test void f4_what_is_released_or_written_over_at_the_last_moment_is_not_lost() throws Exception {
        Drop late = box.drop(1);
        box.sftp().put("in/" + late.zipName(), new byte[10]);
        String notice = "/agencies/rechtbank/rejected/" + late.base() + ".reject.json.jws";
        bed.system().drops().watch((moment, path) -> {
            if (moment == SftpWatch.Moment.AFTER_RENAME && path.equals(notice)) {
                bed.system().drops().write(DropBox.IN + late.zipName(), box.zip(late));
            }
        });

        box.rejection(late);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> bed.system().drops().read(DropBox.IN + late.zipName()).length > 10);
        box.sftp().release(late.zipName());

        assertThat(box.result(late).path("accepted").asInt()).isEqualTo(1);
    }

    @Order(4) @Test void f4_what_was_collected_since_we_looked_for_its_marker_gets_no_other_notice() {
        Instant before = Instant.now();
        Drop collected = box.handIn(box.drop(1));
        box.result(collected);
        box.awaitGone(collected);
        io.postiljon.store.Drop row = bed.gateway().bean(Drops.class).named(new AgencyCode(DropBox.AGENCY), collected.base()).orElseThrow();

        assertThat(judgedAbandoned(collected, row, before)).isEqualTo(new Arrival.Known(row.id()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(judgedAbandoned(collected, row, Instant.now()))
                .as("laid down again with its old time").isInstanceOf(Arrival.Broken.class));
    }

    private static Arrival judgedAbandoned(Drop drop, io.postiljon.store.Drop row, Instant lookedAt) {
        return bed.gateway().bean(DropReceiver.class).abandoned(DropBox.AGENCY, drop.zipName(), row.sizeBytes(), row.modifiedAt().toEpochMilli(), "8s", lookedAt);
    }

    /** Every address and method of the running gateway, also one that is added later. */
    @Order(4) @Test void t7_no_call_of_the_api_passes_by_the_certificate_alone_where_tokens_are_asked() throws Exception {
        Map<String, String> answers = new TreeMap<>();
        for (RequestMappingInfo mapping : bed.gateway().bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet()) {
            for (String path : mapping.getPatternValues().stream().filter(pattern -> pattern.startsWith("/api/")).toList()) {
                String method = mapping.getMethodsCondition().getMethods().iterator().next().name();
                String media = mapping.getProducesCondition().getProducibleMediaTypes().stream().findFirst().map(Object::toString).orElse("*/*");
                answers.put(method + " " + path, bed.raw(bed.tokenTls(), bed.system().apiPort(), method + " " + path.replaceAll("\\{name:[^/]*}", "one").replaceAll("\\{[^/]+}(?=/|$)", NOBODYS)
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + media + "\r\nContent-Length: 0\r\n\r\n").words());
            }
        }

        Set<String> open = Set.of("GET /api/v1/health", "GET /api/v1/doc/openapi.yaml", "GET /api/v1/doc/statement.schema.json");
        assertThat(answers.keySet()).containsAll(open).hasSizeGreaterThan(25);
        answers.keySet().removeAll(open);
        assertThat(answers.entrySet()).allMatch(call -> call.getValue().equals("401 token-required"));
    }

    @Order(4) @Test void t7_a_key_that_the_gateway_cannot_fetch_opens_nothing_and_counts_once_it_can() throws Exception {
        bed.system().lines().tokens().cut();
        bed.system().tokens().changeKey();
        String token = TokenClient.token(bed.system().tokens().tokenUri(), bed.tokenTls(), SandboxSystem.TOKEN_CLIENT, TokenRows.ALL);

        Seen away = TokenRows.get(bed, bed.tokenTls(), token);
        bed.system().lines().tokens().restore();

        assertThat(away.words()).isEqualTo("503 temporarily-unavailable");
        assertThat(away.text()).containsIgnoringCase("Retry-After");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> TokenRows.get(bed, bed.tokenTls(), token).status() == 200);
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

    @Order(6) @Test void a13_the_flood_of_one_agency_does_not_slow_another() throws Exception {
        long recordsBefore = quotaRecords();

        Flood.Times times = floodTimes();
        for (int again = 0; again < 2 && !times.isFair(); again++) {      // a hiccup of the machine is none of the gateway, and does not come three times
            times = floodTimes();
        }

        assertThat(times.refusedFlood()).as("calls of the flood that were answered 429").isGreaterThan(100);
        assertThat(times.isFair()).as(times.toString()).isTrue();
        assertThat(quotaRecords() - recordsBefore).as("a flood leaves a record a minute, not one for each call").isLessThan(5);
    }

    private static Flood.Times floodTimes() throws InterruptedException {
        try (Flood flood = new Flood(bed)) {
            Flood.Times times = flood.timesOf(() -> bed.other().send(bed.otherLetter()));
            System.out.println("A13 " + times);
            assertThat(times.accepted()).as("letters of the other agency").isEqualTo(2 * Flood.LETTERS);
            return times;
        }
    }

    private static long quotaRecords() {
        return bed.aftermath().count("select count(*) from audit.record where agency = 'proef' and detail->>'code' = 'quota'");
    }

    @Order(7) @Test void a14_a_terminated_agency_sends_nothing() throws Exception {
        Path agreement = bed.system().folder().resolve("agreements").resolve("proef.yaml");
        Files.writeString(agreement, Files.readString(agreement) + "\nend:\n  lastDay: 2026-01-01\n  choice: delete\n");

        Seen seen = Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> RightsRows.limitedCall(bed), answer -> answer.words().endsWith("agency-terminated"));

        judge(Attack.refused("A14", "", "403 agency-terminated", none -> Seen.nothing()), seen);
    }

    @Order(8) @Test void h8_idle_connections_take_no_more_than_their_share_and_end() throws Exception {
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

    @Order(9) @Test void nothing_left_but_what_was_accepted() {
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

    @Order(10) @Test void every_page_that_a_problem_names_says_how_to_mend_it() throws Exception {
        assertThat(PAGES).hasSizeGreaterThan(20);
        for (String page : PAGES) {
            Seen seen = bed.raw(bed.system().ca().contextWithoutCertificate(), bed.system().publicPort(),
                    "GET " + URI.create(page).getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(seen.status()).as(page).isEqualTo(200);
            assertThat(seen.text()).contains("<code>" + page.substring(page.lastIndexOf('/') + 1) + "</code>");
        }
    }

    @Order(10) @Test void every_answer_is_one_of_the_contract() {
        assertThat(bed.contract().faults()).isEmpty();
    }

    /** C1, C4, C6, and headers in the answers of the eBox and its token server: none is in any exchange, under whatever name. */
    @Order(9) @Test void no_exchange_has_a_header_of_somebody_else() {
        assertThat(bed.headers().seen()).isGreaterThan(1000);
        assertThat(bed.headers().foreign()).isEmpty();
        assertThat(bed.headers().names().entrySet().stream().filter(name -> !OWN_HEADERS.matcher(name.getKey()).matches()).toList()).isEmpty();
    }

    @Order(10) @Test void the_log_holds_no_number_no_stack_and_no_path() {
        List<String> lines = bed.log().lines();

        assertThat(lines).isNotEmpty();
        assertThat(lines.stream().filter(line -> PERSON.matcher(line).find() || INSIDES_OF_LOG.matcher(line).find()).limit(20).toList()).isEmpty();
        assertThat(lines.stream().filter(line -> line.contains("eyJ") || line.contains("Bearer ")).count()).as("lines with a token").isZero();
    }

    @Order(10) @Test void the_good_sender_was_not_disturbed() throws Exception {
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
