package io.postiljon.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.audit.PersonalRecord;
import io.postiljon.audit.SubjectSearch;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.print.SheetScanner;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.store.LetterLogins;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultObjectKind;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A letter on paper in the hands of its recipient: the code is read off the sheet that went to the printer, and the page does the
 * rest. Each test comes from a network of its own.
 */
@Timeout(400)
class RecipientLetterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CODE = Pattern.compile("[2-9A-Z]{5}(?:-[2-9A-Z]{5}){4}");
    private static final String POSTCODE = "9000";
    private static final String RECIPIENT = "90610199729";

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static AgencyClient agency;
    private static HttpClient http;
    private static int networks;
    private static Sheet courtLetter;

    private final String network = "198.51." + ++networks + ".7";

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system, "--print.terms-period=1000", "--web.letter.proxies=127.0.0.1", "--web.letter.asks=20");
        sandbox = SandboxApplication.open(system);
        agency = AgencyClient.of(sandbox, system.folder(), "belastingen");
        http = HttpClient.newBuilder().sslContext(system.ca().contextWithoutCertificate()).build();
    }

    @AfterAll static void stop() {
        http.close();
        agency.close();
        gateway.close();
        system.close();
    }

    /** What the recipient has, and what the test knows beside. */
    private record Sheet(String sending, String code, String qr, List<byte[]> documents) {}

    @Test void the_sheet_leads_to_the_original_byte_by_byte() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        assertThat(sheet.qr()).isEqualTo(sandbox.publicSite() + "/letter?lang=nl#" + sheet.code().replace("-", ""));
        assertThat(get("/letter?lang=nl").body()).contains("<html lang=\"nl\">", "name=\"code\"", "name=\"postcode\"");

        HttpResponse<String> page = post("/letter", form(sheet.code(), POSTCODE));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Agentschap Voorbeeldbelastingen", "upfile1.pdf", "Bijlage &quot;één&quot;.pdf").contains(sheet.documents().stream().map(RecipientLetterIT::sha256).toList());
        for (int i = 0; i < sheet.documents().size(); i++) {
            HttpResponse<byte[]> original = fetch(form(sheet.code().toLowerCase().replace('-', ' '), POSTCODE) + "&document=" + (i + 1));
            assertThat(original.statusCode()).isEqualTo(200);
            assertThat(original.body()).isEqualTo(sheet.documents().get(i));
            assertThat(original.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(original.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;").doesNotContain("één");
            assertThat(original.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(audited(sheet)).containsSubsequence("ORIGINAL_SHOWN DONE RECIPIENT", "ORIGINAL_FETCHED DONE RECIPIENT", "ORIGINAL_FETCHED DONE RECIPIENT");
    }

    @Test void the_pages_are_guarded_as_pages_of_the_government_are() throws Exception {
        for (HttpResponse<String> page : List.of(get("/letter"), get("/letter/check"), get("/letter/about"), post("/letter", form("nonsense", "")))) {
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'", "frame-ancestors 'none'").doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(page.body()).contains("<html lang=");
        }
        assertThat(get("/letter/style.css").headers().firstValue("Content-Type")).contains("text/css;charset=utf-8");
        assertThat(get("/letter/code.js").statusCode()).isEqualTo(200);
    }

    @Test void a_wrong_postcode_and_a_code_that_does_not_exist_get_the_same_answer_at_the_same_pace() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        String unknown = DownloadCode.create().grouped();

        HttpResponse<String> wrongPostcode = timed("/letter", form(sheet.code(), "1000"));
        HttpResponse<String> wrongCode = timed("/letter", form(unknown, "1000"));

        assertThat(wrongPostcode.statusCode()).isEqualTo(404);
        assertThat(wrongCode.statusCode()).isEqualTo(404);
        assertThat(wrongPostcode.body().replace(sheet.code(), "*")).isEqualTo(wrongCode.body().replace(unknown, "*"));
        assertThat(fetch(form(sheet.code(), "1000") + "&document=1").statusCode()).isEqualTo(404);
        assertThat(post("/letter", form(sheet.code(), POSTCODE)).statusCode()).isEqualTo(200);
        assertThat(audited(sheet)).filteredOn("ORIGINAL_REFUSED REFUSED RECIPIENT"::equals).hasSize(2);
    }

    @Test void a_typing_mistake_is_told_at_once_and_asks_nobody() throws Exception {
        HttpResponse<String> answer = post("/letter", form("22222-22222-22222-22222-2222A", POSTCODE));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("tikfout");
    }

    @Test void too_many_wrong_postcodes_let_a_code_rest_for_the_right_one_too() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        for (int i = 0; i < 5; i++) {
            assertThat(post("/letter", form(sheet.code(), Integer.toString(1000 + i))).statusCode()).isEqualTo(404);
        }

        HttpResponse<String> resting = post("/letter", form(sheet.code(), POSTCODE));

        assertThat(resting.statusCode()).isEqualTo(429);
        assertThat(resting.body()).contains("Deze code rust");
        assertThat(fetch(form(sheet.code(), POSTCODE) + "&document=1").statusCode()).isEqualTo(429);
    }

    @Test void a_network_that_asks_too_often_is_asked_to_wait_and_another_one_is_not() throws Exception {
        String body = form("nonsense", "");
        int status = 400;
        for (int i = 0; i < 25 && status != 429; i++) {
            status = post("/letter/check", body).statusCode();
        }

        HttpResponse<String> limited = post("/letter", body);

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.headers().firstValue("Retry-After").orElseThrow())).isPositive();
        assertThat(exchange(request("/letter").header("X-Forwarded-For", "203.0.113.7"), body, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @Test void anybody_with_the_code_can_check_a_letter_and_learns_nothing_of_its_recipient() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();

        HttpResponse<String> real = post("/letter/check", "lang=en&code=" + encoded(sheet.code()));

        assertThat(real.statusCode()).isEqualTo(200);
        assertThat(real.body()).contains("This letter is real", "Agentschap Voorbeeldbelastingen", sha256(sheet.documents().getFirst()))
                .doesNotContain("Voorbeeldstraat", "Postbus", POSTCODE, "upfile1");
        assertThat(post("/letter/check", "lang=en&code=" + encoded(DownloadCode.create().grouped())).statusCode()).isEqualTo(404);
        assertThat(audited(sheet)).contains("LETTER_CHECKED DONE RECIPIENT");
    }

    @Test void code_and_postcode_are_nowhere_in_the_database_and_the_cover_goes_when_it_is_printed() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        post("/letter", form(sheet.code(), "1234"));

        for (String table : column("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('gateway', 'audit') and table_type = 'BASE TABLE'")) {
            assertThat(column("select count(*) from " + table + " t where t::text like '%" + sheet.code() + "%' or t::text like '%" + sheet.code().replace("-", "") + "%'"))
                    .as(table).containsExactly("0");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(column("select count(*) from gateway.vault_object where kind = 'COVER' and erased_at is not null and sending_id = '"
                + sheet.sending() + "'")).containsExactly("1"));
        assertThat(audited(sheet)).contains("COVER_DESTROYED DONE GATEWAY", "ORIGINAL_REFUSED REFUSED RECIPIENT").doesNotContain("DOCUMENTS_DESTROYED DONE GATEWAY");
        assertThat(agency.status(sheet.sending()).body().path("history").findValuesAsText("event")).doesNotContain("ORIGINAL_REFUSED").contains("COVER_DESTROYED");
    }

    @Test void after_the_term_the_original_is_destroyed_and_the_page_says_so() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        assertThat(post("/letter", form(sheet.code(), POSTCODE)).statusCode()).isEqualTo(200);

        system.clock().advance(Duration.ofDays(32));

        HttpResponse<String> closed = post("/letter", form(sheet.code(), POSTCODE));
        assertThat(closed.statusCode()).isEqualTo(410);
        assertThat(closed.body()).contains("Dit origineel is hier niet meer");
        assertThat(fetch(form(sheet.code(), POSTCODE) + "&document=1").statusCode()).isEqualTo(410);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(column("select count(*) from gateway.vault_object where sending_id = '" + sheet.sending()
                + "' and (wrapped_key is not null or erased_at is null)")).containsExactly("0"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(audited(sheet)).contains("DOCUMENTS_DESTROYED DONE GATEWAY", "ORIGINAL_CLOSED DONE GATEWAY"));
        assertThat(column("select count(*) from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id where p.sending_id = '" + sheet.sending()
                + "' and (factor_tag is not null or names_sealed is not null)")).containsExactly("0");
        assertThat(post("/letter/check", "lang=nl&code=" + encoded(sheet.code())).body()).contains("Deze brief is echt", "niet meer");
    }

    @Test void a_withdrawn_letter_is_closed_at_once_and_a_changed_term_is_on_record() throws Exception {
        Sheet sheet = letterInTheHandsOfItsRecipient();
        String id = sheet.sending();
        LocalDate tomorrow = LocalDate.ofInstant(system.clock().instant(), ZoneId.of("Europe/Brussels")).plusDays(1);

        try (Console console = new Console(sandbox)) {
            assertThat(originals(console, "look", id).path("value").path("closedAt").asText()).isEmpty();
            assertThat(originals(console, "changeTerm", id, tomorrow.plusDays(400).toString(), "asked by the agency").path("error").asText()).contains("the last day must be");
            assertThat(originals(console, "changeTerm", id, tomorrow.minusDays(2).toString(), "asked by the agency").path("error").asText()).contains("the last day must be");
            assertThat(originals(console, "changeTerm", id, "tomorrow", "asked by the agency").path("error").asText()).contains("a day is written YYYY-MM-DD");
            assertThat(originals(console, "withdraw", id, "for 90610199729").path("error").asText()).contains("must not hold the number of a person");
            assertThat(originals(console, "withdraw", "nobody", "wrong address").path("error").asText()).contains("not the id of a sending");
            assertThat(originals(console, "changeTerm", id, tomorrow.toString(), "asked by the agency").path("status").asInt()).isEqualTo(200);
            assertThat(post("/letter", form(sheet.code(), POSTCODE)).statusCode()).isEqualTo(200);
            assertThat(originals(console, "withdraw", id, "sent to a wrong address").path("status").asInt()).isEqualTo(200);

            assertThat(post("/letter", form(sheet.code(), POSTCODE)).statusCode()).isEqualTo(410);
            assertThat(originals(console, "withdraw", id, "once more").path("error").asText()).contains("can fetch nothing");
        }
        assertThat(column("select actor_id || ' ' || (detail ->> 'reason') from audit.record where event = 'ORIGINAL_TERM_CHANGED' and sending_id = '" + id + "' order by id"))
                .containsExactly("operator asked by the agency", "operator sent to a wrong address");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(audited(sheet)).contains("DOCUMENTS_DESTROYED DONE GATEWAY", "ORIGINAL_CLOSED DONE GATEWAY"));
    }

    private static JsonNode originals(Console console, String operation, String... arguments) throws Exception {
        return console.ask(Stream.concat(Stream.of("exec", "io.postiljon:type=Originals", operation), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test void only_the_recipient_who_logs_in_gets_the_original() throws Exception {
        Sheet sheet = letterBehindALogin();
        LetterVisitor visitor = visitor(network);

        HttpResponse<String> page = visitor.asksFor(sheet.code());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Meld u aan").doesNotContain("Voorbeeldrechtbank", "upfile1");
        assertThat(page.headers().allValues("Set-Cookie")).singleElement().asString().matches("__Host-letter=[0-9A-Za-z_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("form-action 'self'");
        String before = visitor.cookie();
        HttpResponse<String> letter = visitor.logsIn(page, RECIPIENT);
        assertThat(letter.statusCode()).isEqualTo(200);
        assertThat(letter.body()).contains("Griffie Voorbeeldrechtbank", "upfile1.pdf", "action=\"/letter/end\"");
        assertThat(visitor.cookie()).isNotEqualTo(before);
        assertThat(visitor.addresses()).isNotEmpty().noneMatch(address -> address.contains(sheet.code()) || address.contains(sheet.code().replace("-", "")) || address.contains(RECIPIENT));
        assertThat(visitor.fetches(sheet.code(), 1).body()).isEqualTo(sheet.documents().get(0));
        assertThat(visitor.fetches(sheet.code(), 2).body()).isEqualTo(sheet.documents().get(1));
        assertThat(new String(visitor.fetches(sheet.code(), 1).body(), UTF_8)).as("after the last document").contains("Meld u aan");
        assertThat(column("select distinct actor_id from audit.record where actor_kind = 'RECIPIENT' and event in ('ORIGINAL_SHOWN', 'ORIGINAL_FETCHED') and sending_id = '"
                + sheet.sending() + "'")).singleElement().asString().matches("login-[0-9a-f]{64}");
    }

    @Test void whoever_is_not_the_recipient_gets_one_answer_whatever_the_reason() throws Exception {
        Sheet sheet = letterBehindALogin();
        Set<String> bodies = new HashSet<>();
        LetterVisitor other = visitor(network);
        bodies.add(refused(other.logsIn(other.asksFor(sheet.code()), "90610199828")));
        bodies.add(refused(other.get("/letter/mine")));
        assertThat(column("select wrong_tries from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id where p.sending_id = '" + sheet.sending() + "'"))
                .containsExactly("1");

        LetterVisitor aborting = visitor("198.52." + networks + ".7");
        bodies.add(refused(aborting.breaksOff(aborting.asksFor(sheet.code()))));

        LetterVisitor replayed = visitor("198.53." + networks + ".7");
        HttpResponse<String> replayedPage = replayed.asksFor(sheet.code());
        String usedCookie = replayed.cookie();
        assertThat(replayed.logsIn(replayedPage, RECIPIENT).statusCode()).isEqualTo(200);
        String answer = replayed.addresses().stream().filter(address -> address.startsWith(sandbox.publicSite() + "/letter/login/return")).findFirst().orElseThrow();
        int exchanges = system.login().exchanges();
        bodies.add(refused(replayed.get(answer)));
        bodies.add(refused(http.send(HttpRequest.newBuilder(URI.create(answer)).header("X-Forwarded-For", "198.57." + networks + ".7").header("Accept-Language", "nl")
                .header("Cookie", "__Host-letter=" + usedCookie).GET().build(), HttpResponse.BodyHandlers.ofString())));
        bodies.add(refused(visitor("198.54." + networks + ".7").get(answer)));
        LetterVisitor foreign = visitor("198.55." + networks + ".7");
        foreign.asksFor(sheet.code());
        bodies.add(refused(foreign.get(answer)));
        assertThat(system.login().exchanges()).as("a stolen or used answer is not even exchanged").isEqualTo(exchanges).isPositive();

        system.login().forge(Map.of("acr", "urn:be:vlaanderen:authmech:password"));
        LetterVisitor weak = visitor("198.56." + networks + ".7");
        bodies.add(refused(weak.logsIn(weak.asksFor(sheet.code()), RECIPIENT)));
        system.login().forge(Map.of("nonce", "another"));
        bodies.add(refused(weak.logsIn(weak.asksFor(sheet.code()), RECIPIENT)));
        system.login().forge(Map.of());

        assertThat(bodies).hasSize(1).first().asString().contains("Deze brief kan niet aan u getoond worden").doesNotContain("Voorbeeldrechtbank", "Set-Cookie");
        assertThat(column("select actor_id || ' ' || detail::text from audit.record where event = 'ORIGINAL_REFUSED' and sending_id = '" + sheet.sending() + "'"))
                .singleElement().asString().matches("login-[0-9a-f]{64} \\{\"code\": \"login\"}");
        assertThat(gateway.bean(SubjectSearch.class).recordsOf(new AgencyCode("rechtbank"), new Recipient.Citizen(new Insz("90610199828")), 10)).as("his request for access")
                .filteredOn(found -> found.relation() == PersonalRecord.Relation.LOGIN).singleElement().satisfies(found -> assertThat(found.event() + " " + found.sending().orElseThrow()).isEqualTo("ORIGINAL_REFUSED " + sheet.sending()));
        for (String table : column("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('gateway', 'audit') and table_type = 'BASE TABLE'")) {
            assertThat(column("select count(*) from " + table + " t where t::text like '%90610199828%' or t::text like '%" + RECIPIENT + "%'")).as(table).containsExactly("0");
        }
    }

    @Test void a_provider_that_is_away_is_said_and_opens_nothing() throws Exception {
        Sheet sheet = letterBehindALogin();
        LetterVisitor visitor = visitor(network);
        HttpResponse<String> page = visitor.asksFor(sheet.code());
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        system.lines().login().cut();

        HttpResponse<String> away = visitor.logsIn(page, RECIPIENT);

        system.lines().login().restore();
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(away.body()).contains("Aanmelden werkt nu niet").doesNotContain("Voorbeeldrechtbank", "localhost", "Exception");
        assertThat(visitor.get("/letter/mine").statusCode()).isEqualTo(403);
        Instant failure = Instant.parse(provider().path("lastFailure").asText());
        assertThat(failure).as("what operators see").isBetween(start, Instant.now());
        assertThat(visitor.logsIn(visitor.asksFor(sheet.code()), RECIPIENT).statusCode()).as("when it is back").isEqualTo(200);
        assertThat(Instant.parse(provider().path("lastAnswer").asText())).isBetween(failure, Instant.now());
    }

    private static JsonNode provider() throws Exception {
        return new ObjectMapper().readTree(http.send(HttpRequest.newBuilder(URI.create(sandbox.management() + "/actuator/health")).build(),
                HttpResponse.BodyHandlers.ofString()).body()).at("/components/partners/details/identityProvider");
    }

    @Test void a_login_ends_by_its_button_and_by_its_time_and_there_are_not_too_many() throws Exception {
        Sheet sheet = letterBehindALogin();
        LetterVisitor visitor = visitor(network);
        visitor.logsIn(visitor.asksFor(sheet.code()), RECIPIENT);
        String known = visitor.cookie();
        assertThat(visitor.get("/letter/mine").statusCode()).isEqualTo(200);

        HttpResponse<String> ended = visitor.post("/letter/end", "lang=nl");

        assertThat(ended.body()).contains("U bent hier niet meer bekend");
        assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-letter=; Max-Age=0");
        assertThat(http.send(request("/letter/mine").header("X-Forwarded-For", network).header("Cookie", "__Host-letter=" + known).GET().build(),
                HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);

        visitor.logsIn(visitor.asksFor(sheet.code()), RECIPIENT);
        assertThat(visitor.get("/letter/mine").statusCode()).isEqualTo(200);
        TransactionTemplate transaction = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
        LetterLogins logins = gateway.bean(LetterLogins.class);
        int open = Integer.parseInt(column("select count(*) from gateway.letter_login").getFirst());
        assertThat(transaction.<Boolean>execute(now -> logins.keep("one too many", LetterLogins.Stage.ASKED, Map.of(), Duration.ofMinutes(1), 1))).isFalse();
        assertThat(transaction.<Boolean>execute(now -> logins.keep("one more", LetterLogins.Stage.ASKED, Map.of(), Duration.ofMinutes(1), open + 1))).isTrue();
        system.clock().advance(Duration.ofMinutes(6));
        assertThat(visitor.get("/letter/mine").statusCode()).isEqualTo(403);
        assertThat(transaction.<Integer>execute(now -> logins.removeEnded())).isGreaterThanOrEqualTo(2);
        assertThat(column("select count(*) from gateway.letter_login where ends_at <= '" + system.clock().instant() + "'")).containsExactly("0");
    }

    @Test void a_letter_that_nobody_could_open_is_not_accepted() {
        AgencyClient court = AgencyClient.of(sandbox, system.folder(), "rechtbank");
        try (court) {
            SandboxJson.Recipient nameless = sandbox.recipient(court.agency(), "paper", "printed");
            Letter letter = Letter.onPaper(court.agency(), nameless).withDocument(SamplePdf.saying("Dagvaarding"));

            Answer refused = court.send(letter.with("paper", ((ObjectNode) nameless.paper().deepCopy()).put("downloadable", true)));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("issues").path(0).path("code").asText()).isEqualTo("nobody-to-log-in");
            assertThat(court.send(letter.withNewReference()).status()).as("without an original").isEqualTo(202);
        }
    }

    private static String refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        return answer.body();
    }

    /** A letter of the court, made once: who may open it is proved by login. */
    private Sheet letterBehindALogin() throws Exception {
        if (courtLetter == null) {
            try (AgencyClient court = AgencyClient.of(sandbox, system.folder(), "rechtbank")) {
                courtLetter = letterInTheHandsOfItsRecipient(court, sandbox.recipient(court.agency(), "citizen", "consent"), 300);
            }
        }
        return courtLetter;
    }

    /** @param network from which it comes */
    private static LetterVisitor visitor(String network) {
        return new LetterVisitor(sandbox.publicSite(), system.ca().contextWithoutCertificate(), network);
    }

    private Sheet letterInTheHandsOfItsRecipient() throws Exception {
        return letterInTheHandsOfItsRecipient(agency, sandbox.recipient(agency.agency(), "paper", "printed"), 30);
    }

    /** The printer stands still while the sheet is taken from it; afterwards the letter is printed as any other. */
    private static Sheet letterInTheHandsOfItsRecipient(AgencyClient agency, SandboxJson.Recipient recipient, int days) throws Exception {
        List<byte[]> documents = List.of(SamplePdf.saying("Brief " + UUID.randomUUID()), SamplePdf.saying("Bijlage " + UUID.randomUUID()));
        ObjectNode paper = recipient.paper().deepCopy();
        Letter letter = Letter.onPaper(agency.agency(), recipient).with("paper", paper.put("downloadable", true).put("availabilityDays", days))
                .withDocument(documents.get(0))
                .withDocument(new Part("upfile2", URLEncoder.encode("Bijlage \"één\".pdf", UTF_8).replace("+", "%20"), "application/pdf", documents.get(1)));
        system.supplier().stop();
        Answer accepted = agency.send(letter);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> status(agency, accepted).equals("PRINT_QUEUED"));
        StoredDocument cover = gateway.bean(Sendings.class).objects(VaultObjectKind.COVER, SendingId.parse(accepted.messageId())).getFirst();
        byte[] pdf;
        try (InputStream in = gateway.bean(Vault.class).open(cover)) {
            pdf = in.readAllBytes();
        }
        system.supplier().start();
        await().atMost(PATIENCE).until(() -> status(agency, accepted).equals("AT_PRINTER"));
        try (PDDocument sheet = Loader.loadPDF(pdf)) {
            Matcher code = CODE.matcher(new PDFTextStripper().getText(sheet));
            assertThat(code.find()).isTrue();
            return new Sheet(accepted.messageId(), code.group(), SheetScanner.qr(pdf), documents);
        }
    }

    private static String status(AgencyClient agency, Answer accepted) {
        return agency.status(accepted.messageId()).body().path("status").asText();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).header("X-Forwarded-For", network).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return exchange(request(path).header("X-Forwarded-For", network), body, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> timed(String path, String body) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer = post(path, body);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
        return answer;
    }

    private HttpResponse<byte[]> fetch(String body) throws Exception {
        return exchange(request("/letter/document").header("X-Forwarded-For", network), body, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.publicSite() + path)).header("Content-Type", "application/x-www-form-urlencoded");
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder request, String body, HttpResponse.BodyHandler<T> handler) throws Exception {
        return http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), handler);
    }

    private static String form(String code, String postcode) {
        return "lang=nl&code=" + encoded(code) + "&postcode=" + postcode;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static List<String> audited(Sheet sheet) throws Exception {
        return column("select event || ' ' || outcome || ' ' || actor_kind from audit.record where sending_id = '" + sheet.sending() + "' order by id");
    }

    private static List<String> column(String sql) throws Exception {
        try (Connection owner = system.database().connectAsOwner(); Statement statement = owner.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
