package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.postiljon.inspection.PdfForge;
import io.postiljon.intake.Arrival;
import io.postiljon.intake.DropDesk;
import io.postiljon.intake.DropReceiver;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.SftpDrop;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The SFTP entrance from outside: a real SFTP server, database, broker, vault and key store. Attacks on it: {@code AttackCatalogueIT}. */
@Timeout(400)
class SftpIntakeIT {
    private static final AtomicInteger SEQUENCE = new AtomicInteger(100);
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static SandboxJson.Agency agency;
    private static SftpDrop sftp;
    private static AgencyClient client;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system, "--intake.sftp.poll-delay=300ms", "--intake.sftp.resume-untouched=1s", "--intake.sftp.resume-period=500",
                "--intake.sftp.lease=5s", "--intake.sftp.zip-limit=64MB", "--intake.sftp.unpacked-limit=64MB");
        sandbox = SandboxFile.of(system);
        agency = sandbox.agency("belastingen");
        client = AgencyClient.of(sandbox, system.folder(), agency.code());
        SandboxPeople.openDossiers(client);
        sftp = SftpDrop.connect(sandbox, system.folder(), agency.code());
    }

    @AfterAll static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(client, sftp, gateway, system).filter(part -> part != null).toList()) {
            part.close();
        }
    }

    @Test void a_drop_is_acknowledged_and_each_letter_gets_its_receipt() throws Exception {
        List<Letter> letters = letters(3);
        Drop drop = aDropOf(letters);

        sftp.handIn(drop);

        JsonNode result = soon(() -> sftp.result(drop));
        JsonNode ack = sftp.acknowledgement(drop).orElseThrow();
        assertThat(ack.path("messages").asInt()).isEqualTo(3);
        assertThat(ack.path("signature").path("valid").asBoolean()).isTrue();
        assertThat(result.path("accepted").asInt()).isEqualTo(3);
        assertThat(result.path("refused").asInt()).isZero();
        for (int i = 0; i < 3; i++) {
            JsonNode item = result.path("items").get(i);
            assertThat(item.path("entry").asText()).isEqualTo(Drop.messageEntry(i + 1));
            assertThat(item.path("messageReference").asText()).isEqualTo(letters.get(i).reference());
            assertThat(item.path("outcome").asText()).isEqualTo("accepted");
            JWSObject receipt = JWSObject.parse(item.path("receipt").asText());
            assertThat(receipt.verify(new ECDSAVerifier(platformKey()))).isTrue();
            assertThat(receipt.getPayload().toJSONObject()).containsEntry("messageId", item.path("messageId").asText());
            assertThat(client.status(item.path("messageId").asText()).body().path("messageReference").asText()).isEqualTo(letters.get(i).reference());
        }
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(sftp.list("in")).noneMatch(name -> name.startsWith(drop.base())));
        assertThat(count("select count(*) from audit.record where event in ('DROP_RECEIVED', 'DROP_DONE') and detail->>'drop' = '"
                + ack.path("dropId").asText() + "'")).isEqualTo(2);
        assertThat(count("select count(*) from audit.record where event = 'DROP_RECEIVED' and signature like 'ey%' and detail->>'drop' = '"
                + ack.path("dropId").asText() + "'")).as("the signature, once").isEqualTo(1);
        assertThat(count("select count(*) from gateway.sending where signature = 'drop:" + ack.path("dropId").asText() + "'")).as("letters that refer to it").isEqualTo(3);
        assertThat(count("select count(*) from gateway.vault_object where kind = 'DROP' and wrapped_key is not null and created_at < now() - interval '1 minute'")).isZero();
        assertThat(count("select count(*) from gateway.vault_object o join gateway.sftp_drop d on d.object_id = o.id where d.name = '"
                + drop.base() + "' and o.wrapped_key is not null")).isZero();
    }

    @Test void each_answer_is_signed_by_the_platform_over_its_name_and_bytes() throws Exception {
        Drop drop = aDropOf(letters(1));
        Drop rejected = aDropOf(letters(1));

        sftp.handIn(drop);
        handIn(rejected, "..");

        soon(() -> sftp.read("out/" + drop.base() + ".result.json.jws"));
        assertSigned("out", drop.base() + ".ack.json");
        assertSigned("out", drop.base() + ".result.json");
        soon(() -> sftp.read("rejected/" + rejected.base() + ".reject.json.jws"));
        assertSigned("rejected", rejected.base() + ".reject.json");
    }

    @Test void documents_of_a_drop_are_inspected_and_without_a_verdict_the_drop_waits() {
        Letter script = Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent"))
                .withDocument(PdfForge.aLetter().object(7, "<< /S /JavaScript /JS (x) >>").bytes());
        Drop drop = aDropOf(List.of(script, aLetter()));
        int before = system.scanner().asDouble().calls();
        system.scanner().asDouble().is(ClamdDouble.Mood.HANGS_UP);
        try {
            sftp.handIn(drop);

            Awaitility.await().atMost(SOON).until(() -> system.scanner().asDouble().calls() > before);
            assertThat(sftp.rejection(drop)).as("trouble of ours is no rejection").isEmpty();
            assertThat(sftp.result(drop)).isEmpty();
        } finally {
            system.scanner().asDouble().is(ClamdDouble.Mood.WELL);
        }

        JsonNode result = soon(() -> sftp.result(drop));
        assertThat(result.path("accepted").asInt()).isEqualTo(1);
        assertThat(result.path("refused").asInt()).isEqualTo(1);
        assertThat(result.findValuesAsText("code")).contains("active-content");
    }

    @Test void slow_documents_do_not_outlive_the_lease_so_that_nothing_is_done_twice() {
        Letter slow = aLetter().withDocument(SamplePdf.saying("twee")).withDocument(SamplePdf.saying("drie"));
        Drop drop = aDropOf(List.of(slow));
        int before = system.scanner().asDouble().calls();
        system.scanner().asDouble().is(ClamdDouble.Mood.SLOW);         // three of them take longer than the lease of 5 s
        try {
            sftp.handIn(drop);

            assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(1);
        } finally {
            system.scanner().asDouble().is(ClamdDouble.Mood.WELL);
        }
        assertThat(system.scanner().asDouble().calls() - before).as("documents that were scanned").isEqualTo(3);
    }

    @Test void a_drop_that_is_called_back_goes_away_and_nothing_of_it_is_sent() {
        Drop drop = aDropOf(letters(1));
        sftp.upload(drop);
        sftp.cancel(drop.zipName());

        sftp.release(drop.zipName());

        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(sftp.list("in")).noneMatch(name -> name.startsWith(drop.base())));
        assertThat(sftp.acknowledgement(drop)).isEmpty();
        assertThat(count("select count(*) from gateway.sftp_drop where state = 'WITHDRAWN' and name = '" + drop.base() + "'")).isEqualTo(1);
        assertThat(count("select count(*) from gateway.sending where idempotency_key like 'drop:" + drop.base() + ":%'")).isZero();
    }

    @Test void a_signature_of_seventy_hours_is_fresh_enough() {
        Drop drop = aDropOf(letters(1));

        handIn(drop, client.signer().sign(drop.entries(), Instant.now().minus(Duration.ofHours(70))));

        assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(1);
    }

    @Test void a_name_that_was_rejected_is_free_again() {
        Drop rejected = aDropOf(letters(1));
        handIn(rejected, "..");
        assertThat(rejectionOf(rejected)).isEqualTo("401 signature-invalid");
        awaitGone(rejected);
        sftp.handIn(rejected);

        assertThat(soon(() -> sftp.result(rejected)).path("accepted").asInt()).isEqualTo(1);
    }

    @Test void a_drop_laid_down_again_with_its_old_time_is_judged_anew() throws Exception {
        Instant time = Instant.parse("2026-01-31T10:00:00Z");
        Drop done = aDropOf(letters(1));
        String signature = client.signer().sign(done.entries(), Instant.now());
        handIn(done, signature, time);
        JsonNode taken = soon(() -> sftp.result(done));
        awaitGone(done);
        Drop rejected = aDropOf(letters(1));
        handIn(rejected, "..", time);
        soon(() -> sftp.rejection(rejected));
        awaitGone(rejected);
        Drop withdrawn = aDropOf(letters(1));
        String later = client.signer().sign(withdrawn.entries(), Instant.now());
        sftp.upload(withdrawn, later);
        sftp.setModified(withdrawn.zipName(), time);
        sftp.cancel(withdrawn.zipName());
        awaitGone(withdrawn);

        handIn(done, signature, time);
        handIn(rejected, "..", time);
        handIn(withdrawn, later, time);

        assertThat(rejectionOf(done)).isEqualTo("409 duplicate");
        assertThat(sftp.rejection(done).orElseThrow().path("detail").asText()).contains(taken.path("dropId").asText());
        assertThat(soon(() -> sftp.result(withdrawn)).path("accepted").asInt()).isEqualTo(1);
        Awaitility.await().atMost(SOON).until(() -> count("select count(*) from gateway.sftp_drop where state = 'REJECTED' and name = '" + rejected.base() + "'") == 2);
        awaitGone(done);
        awaitGone(rejected);
    }

    @Test void a_cancel_in_place_of_the_marker_takes_the_zip_away_and_is_on_record() {
        Drop drop = aDropOf(letters(1));
        sftp.upload(drop);

        sftp.cancel(drop.zipName());

        awaitGone(drop);
        assertThat(count("select count(*) from gateway.sftp_drop where state = 'WITHDRAWN' and removed_at is not null and name = '" + drop.base() + "'")).isEqualTo(1);
        assertThat(count("select count(*) from audit.record where detail->>'code' = 'withdrawn' and detail->>'drop' ="
                + " (select id::text from gateway.sftp_drop where name = '" + drop.base() + "')")).isEqualTo(1);
        sftp.handIn(drop);
        assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(1);
    }

    @Test void a_drop_that_both_routes_see_called_back_is_on_record_once() {
        Instant now = Instant.now();
        String name = aDropOf(letters(1)).base();
        DropReceiver receiver = gateway.bean(DropReceiver.class);
        DropDesk desk = gateway.bean(DropDesk.class);
        Arrival one = receiver.calledBack("belastingen", name + ".zip.cancel", now.toEpochMilli());
        Arrival other = receiver.calledBack("belastingen", name + ".zip.cancel", now.minusSeconds(1).toEpochMilli());

        assertThat(desk.record(one)).isEqualTo(desk.record(other));

        assertThat(count("select count(*) from gateway.sftp_drop where name = '" + name + "'")).isEqualTo(1);
    }

    @Test void a_cancel_of_before_does_not_call_a_later_drop_back() {
        Drop drop = aDropOf(letters(1));
        sftp.cancel(drop.zipName());
        awaitGone(drop);

        sftp.handIn(drop);

        assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(1);
    }

    @Test void a_cancel_after_the_commit_changes_nothing() {
        Drop drop = aDropOf(letters(20));
        sftp.handIn(drop);
        soon(() -> sftp.acknowledgement(drop));

        sftp.cancel(drop.zipName());

        assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(20);
        awaitGone(drop);
        assertThat(count("select count(*) from gateway.sftp_drop where state = 'WITHDRAWN' and name = '" + drop.base() + "'")).isZero();
    }

    @Test void the_same_letters_under_another_name_are_not_delivered_twice() {
        List<Letter> letters = letters(2);
        Drop first = aDropOf(letters);
        sftp.handIn(first);
        JsonNode result = soon(() -> sftp.result(first));

        Drop again = aDropOf(letters);
        sftp.handIn(again);

        JsonNode second = soon(() -> sftp.result(again));
        assertThat(second.path("refused").asInt()).isEqualTo(2);
        assertThat(second.at("/items/0/problem/href").asText()).endsWith("/problems/duplicate-reference");
        assertThat(second.at("/items/0/problem/messageId")).isEqualTo(result.at("/items/0/messageId"));
    }

    @Test void each_letter_is_judged_alone() {
        Letter large = Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("te groot", 30 * 1024 * 1024 + 1));
        Letter longMessage = aLetter().with("bodyContent", Map.of("nl", "x".repeat(300_000)));
        Letter unreadable = aLetter().with("colour", "red");
        Letter wrong = aLetter().with("purpose", "other-purpose");
        Drop drop = aDropOf(List.of(large, longMessage, aLetter(), unreadable, wrong));

        sftp.handIn(drop);

        JsonNode result = soon(() -> sftp.result(drop));
        assertThat(result.path("items").findValuesAsText("outcome")).containsExactly("refused", "refused", "accepted", "refused", "refused");
        assertThat(result.at("/items/0/problem/href").asText()).endsWith("/problems/document-too-large");
        assertThat(result.at("/items/1/problem/href").asText()).endsWith("/problems/message-too-large");
        assertThat(result.at("/items/3/problem/href").asText()).endsWith("/problems/unknown-field");
        assertThat(result.at("/items/4/messageReference").asText()).isEqualTo(wrong.reference());
        assertThat(count("select count(*) from audit.record where event = 'SENDING_REFUSED' and detail->>'drop' = '" + result.path("dropId").asText() + "'")).as("those that never came to the check").isEqualTo(2);
    }

    @Test void letters_that_are_judged_after_the_agreement_ended_are_refused() throws Exception {
        SandboxJson.Agency leaving = sandbox.agency("rechtbank");
        Path agreement = system.folder().resolve("agreements").resolve("rechtbank.yaml");
        Drop drop = Drop.of(sandbox, leaving, LocalDate.now(ZoneId.of("Europe/Brussels")), SEQUENCE.incrementAndGet(), List.of(paperLetter(leaving), paperLetter(leaving)));
        try (AgencyClient itsClient = AgencyClient.of(sandbox, system.folder(), leaving.code());
                SftpDrop itsFolder = SftpDrop.connect(sandbox, system.folder(), leaving.code());
                Connection owner = system.database().connectAsOwner()) {
            SandboxPeople.openDossiers(itsClient);
            owner.setAutoCommit(false);
            owner.createStatement().execute("lock table gateway.sftp_drop_item in exclusive mode"); // the outcome of the first letter waits
            itsFolder.handIn(drop);
            soon(() -> itsFolder.acknowledgement(drop));

            Files.writeString(agreement, Files.readString(agreement) + "\nend:\n  lastDay: 2026-01-01\n  choice: delete\n");
            Awaitility.await().atMost(SOON).until(() -> gateway.bean(Agreements.class).byCode(new AgencyCode("rechtbank")).orElseThrow()
                    .endedOn(LocalDate.now(ZoneId.of("Europe/Brussels"))));
            owner.rollback();

            JsonNode result = soon(() -> itsFolder.result(drop));
            assertThat(result.at("/items/1/outcome").asText()).isEqualTo("refused");
            assertThat(result.at("/items/1/problem/href").asText()).endsWith("/problems/agency-terminated");
        }
    }

    private static Letter paperLetter(SandboxJson.Agency from) {
        return Letter.onPaper(from, sandbox.recipient(from, "paper", "printed")).withDocument(SamplePdf.saying("Brief op papier"));
    }

    @Test void while_the_database_is_away_a_drop_is_neither_lost_nor_rejected() {
        Drop drop = aDropOf(letters(3));
        system.lines().database().cut();
        try {
            sftp.handIn(drop);
            Awaitility.await().during(Duration.ofSeconds(4)).atMost(SOON).untilAsserted(() -> {
                assertThat(sftp.list("in")).contains(drop.zipName());
                assertThat(sftp.rejection(drop)).isEmpty();
            });
        } finally {
            system.lines().database().restore();
        }

        assertThat(soon(() -> sftp.result(drop)).path("accepted").asInt()).isEqualTo(3);
    }

    @Test void a_document_may_belong_to_several_letters_and_is_sealed_for_each() {
        Letter one = aLetter();
        Letter two = one.withNewReference();
        Drop drop = aDropOf(List.of(one, two));
        List<Part> entries = new ArrayList<>(drop.entries());
        entries.removeIf(part -> part.name().startsWith("docs/00002"));
        entries.replaceAll(part -> part.name().equals("messages/00002.json") ? new Part(part.name(), null, null,
                new String(part.bytes(), StandardCharsets.UTF_8).replace("docs/00002", "docs/00001").getBytes(StandardCharsets.UTF_8)) : part);
        Drop shared = new Drop(drop.base(), entries);

        sftp.handIn(shared);

        JsonNode result = soon(() -> sftp.result(shared));
        assertThat(result.path("accepted").asInt()).as(result.toString()).isEqualTo(2);
    }

    @Test void while_the_server_is_away_nothing_is_lost_and_everything_comes_after() {
        Drop drop = aDropOf(letters(20));
        sftp.upload(drop);
        sftp.release(drop.zipName());
        Awaitility.await().atMost(SOON).until(() -> count("select count(*) from gateway.sftp_drop where name = '" + drop.base() + "'") == 1);

        system.lines().drops().cut();
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> true);
        system.lines().drops().restore();

        JsonNode result = soon(() -> sftp.result(drop));
        assertThat(result.path("accepted").asInt()).isEqualTo(20);
        assertThat(new java.util.HashSet<>(result.findValuesAsText("messageId"))).hasSize(20);
        awaitGone(drop);
        assertThat(count("select count(*) from gateway.sending where idempotency_key like 'drop:" + drop.base() + ":%'")).isEqualTo(20);
    }

    private static void handIn(Drop drop, String signature) {
        sftp.upload(drop, signature);
        sftp.release(drop.zipName());
    }

    private static void handIn(Drop drop, String signature, Instant time) {
        sftp.upload(drop, signature);
        sftp.setModified(drop.zipName(), time);
        sftp.release(drop.zipName());
    }

    private static void awaitGone(Drop drop) {
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(sftp.list("in")).noneMatch(name -> name.startsWith(drop.base())));
    }

    private static String rejectionOf(Drop drop) {
        JsonNode problem = soon(() -> sftp.rejection(drop));
        String href = problem.path("href").asText();
        return problem.path("status").asText() + " " + href.substring(href.lastIndexOf('/') + 1);
    }

    /** The platform's detached signature beside a file: over exactly this name and these bytes. */
    private static void assertSigned(String place, String name) throws Exception {
        byte[] bytes = sftp.read(place + "/" + name).orElseThrow();
        String jws = new String(sftp.read(place + "/" + name + ".jws").orElseThrow(), StandardCharsets.US_ASCII);
        String[] parts = jws.split("\\.", -1);
        JsonNode header = new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
        assertThat(header.at("/sigD/pars/0").asText()).isEqualTo(name);
        assertThat(header.at("/sigD/pars")).hasSize(1);
        assertThat(Base64.getUrlDecoder().decode(header.at("/sigD/hashV/0").asText())).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(platformKey());
        verifier.update((parts[0] + ".").getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static ECPublicKey platformKey() {
        return (ECPublicKey) system.platform().certificate().getPublicKey();
    }

    private static <T> T soon(Callable<Optional<T>> question) {
        return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(question, Optional::isPresent).orElseThrow();
    }

    private static Drop aDropOf(List<Letter> letters) {
        return Drop.of(sandbox, agency, LocalDate.now(ZoneId.of("Europe/Brussels")), SEQUENCE.incrementAndGet(), letters);
    }

    private static List<Letter> letters(int count) {
        return IntStream.range(0, count).mapToObj(n -> aLetter()).toList();
    }

    private static Letter aLetter() {
        return Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("Brief in een zip"));
    }

    private static long count(String sql) {
        try (Connection owner = system.database().connectAsOwner(); ResultSet rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
