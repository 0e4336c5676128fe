package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.SftpDrop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drop outlives the process that works on it. */
@Timeout(900)
class SftpIntakeKillIT {
    private static final int LETTERS = 300;
    private static final Duration SOON = Duration.ofSeconds(240);

    @TempDir Path folder;
    private SandboxSystem system;
    private GatewayProcess gateway;
    private SandboxJson sandbox;
    private SftpDrop sftp;
    private Connection owner;       // kept: a question is then fast

    @BeforeEach void start() throws SQLException {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayProcess.start(system, GatewayProcess.SHORT_LIFE, "--intake.sftp.lease=5s", "--intake.sftp.resume-untouched=2s", "--intake.sftp.resume-period=500");
        sandbox = SandboxFile.of(system);
        try (AgencyClient client = AgencyClient.of(sandbox, system.folder(), "belastingen")) {
            SandboxPeople.openDossiers(client);
        }
        sftp = SftpDrop.connect(sandbox, system.folder(), "belastingen");
        owner = system.database().connectAsOwner();
    }

    @AfterEach void stop() throws SQLException {
        owner.close();
        sftp.close();
        gateway.close();
        system.close();
    }

    @Test void a_kill_in_the_middle_of_a_drop_neither_loses_nor_repeats_a_letter() {
        Drop drop = aDrop(1);
        sftp.handIn(drop);
        killAfter(drop, 5);

        byte[] ack = sftp.read("out/" + drop.base() + ".ack.json").orElseThrow();
        Map<String, String> receipts = receipts(drop);
        assertThat(receipts).hasSizeBetween(5, LETTERS - 1);
        assertThat(sftp.list("in")).contains(drop.zipName(), drop.zipName() + ".go");
        gateway.start();

        JsonNode result = resultOf(drop);
        assertThat(result.path("accepted").asInt()).isEqualTo(LETTERS);
        assertThat(new HashSet<>(result.findValuesAsText("messageId"))).hasSize(LETTERS);
        result.path("items").forEach(item -> assertThat(receipts.getOrDefault(item.path("entry").asText(), item.path("receipt").asText()))
                .isEqualTo(item.path("receipt").asText()));
        assertThat(count("select count(*) from gateway.sending")).isEqualTo(LETTERS);
        assertThat(sftp.read("out/" + drop.base() + ".ack.json")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(ack));
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(sftp.list("in")).isEmpty());
        assertThat(count("select count(*) from audit.record where event = 'DROP_RECEIVED'")).isEqualTo(1);
        assertThat(count("select count(*) from audit.record where event = 'DROP_DONE'")).isEqualTo(1);
    }

    @Test void a_drop_whose_file_is_gone_after_a_kill_is_finished_from_its_sealed_zip() {
        Drop drop = aDrop(2);
        sftp.handIn(drop);
        killAfter(drop, 1);

        system.drops().delete("/agencies/belastingen/in/" + drop.zipName());
        system.drops().delete("/agencies/belastingen/in/" + drop.zipName() + ".go");
        gateway.start();

        assertThat(resultOf(drop).path("accepted").asInt()).isEqualTo(LETTERS);
        assertThat(count("select count(*) from gateway.sending")).isEqualTo(LETTERS);
    }

    /** The line to the database holds the gateway where it is, however long the kill takes. What it still carried never arrives. */
    private void killAfter(Drop drop, int letters) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> receipts(drop).size() >= letters);
        system.lines().database().pause();
        gateway.kill();
        system.lines().database().cut();
        system.lines().database().restore();
    }

    private JsonNode resultOf(Drop drop) {
        return Awaitility.await().atMost(SOON).until(() -> sftp.result(drop), Optional::isPresent).orElseThrow();
    }

    private Drop aDrop(int sequence) {
        SandboxJson.Agency agency = sandbox.agency("belastingen");
        List<Letter> letters = IntStream.range(0, LETTERS)
                .mapToObj(n -> Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("Brief " + n))).toList();
        return Drop.of(sandbox, agency, LocalDate.now(ZoneId.of("Europe/Brussels")), sequence, letters);
    }

    private Map<String, String> receipts(Drop drop) {
        Map<String, String> receipts = new HashMap<>();
        try (Statement question = owner.createStatement(); ResultSet rows = question.executeQuery(
                "select i.entry, s.receipt from gateway.sftp_drop_item i join gateway.sftp_drop d on d.id = i.drop_id"
                        + " join gateway.sending s on s.id = i.sending_id where d.name = '" + drop.base() + "'")) {
            while (rows.next()) {
                receipts.put(rows.getString(1), rows.getString(2));
            }
            return receipts;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private long count(String sql) {
        try (Statement question = owner.createStatement(); ResultSet rows = question.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
