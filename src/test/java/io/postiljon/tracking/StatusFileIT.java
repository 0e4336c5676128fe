package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Status files over SFTP: each event in exactly one file, whatever breaks in between. */
@Timeout(120)
class StatusFileIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String OUT = "/agencies/a-account/out";

    private TrackingHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void the_events_of_an_agency_are_laid_down_signed_and_each_once() throws Exception {
        house.open();
        List<SendingId> sent = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            sent.add(house.accepted(A));
        }
        house.moved(sent.getFirst(), SendingState.ACCEPTED, SendingState.FAILED);

        await().atMost(SOON).untilAsserted(() -> assertThat(items()).hasSize(10));
        assertThat(items().stream().map(item -> item.path("id").asText())).doesNotHaveDuplicates();
        assertThat(files()).allMatch(name -> name.matches("0999990024\\.[0-9]{8}\\.[0-9]{5}\\.T\\.status\\.json"));
        assertThat(files().getFirst()).contains(".00001.");
        for (String name : files()) {
            byte[] content = house.tree().read(OUT + "/" + name);
            await().atMost(SOON).until(() -> house.tree().exists(OUT + "/" + name + ".jws"));
            String header = new String(Base64.getUrlDecoder().decode(new String(house.tree().read(OUT + "/" + name + ".jws"), StandardCharsets.US_ASCII)
                    .split("\\.")[0]), StandardCharsets.UTF_8);
            assertThat(header).contains("\"" + name + "\"").contains(ContentDigest.of(content).base64Url());
        }
        assertThat(items().getLast().path("data").path("status").asText()).isEqualTo("FAILED");
    }

    @Test void killed_between_making_and_uploading_the_same_bytes_are_laid_down_later() {
        SendingId id = house.accepted(A);
        StatusFileDesk desk = house.bean(StatusFileDesk.class);
        await().atMost(SOON).until(() -> desk.make(A.value()) == 1);        // and here the process died
        byte[] made = desk.pending().getFirst().content();

        assertThat(desk.make(A.value())).isZero();
        openQuietly();

        await().atMost(SOON).until(() -> desk.pending().isEmpty());
        assertThat(files()).hasSize(1);
        assertThat(house.tree().read(OUT + "/" + files().getFirst())).isEqualTo(made);
        assertThat(new String(made, StandardCharsets.UTF_8)).contains(id.toString());
    }

    @Test void killed_between_the_file_and_its_signature_both_come_again_with_the_same_bytes() {
        house.accepted(A);
        StatusFileDesk desk = house.bean(StatusFileDesk.class);
        await().atMost(SOON).until(() -> desk.make(A.value()) == 1);
        StatusUpload content = desk.pending().getFirst();
        house.tree().write("/agencies/" + content.path(), content.content());
        desk.uploaded(content);                                              // only the signature counts

        assertThat(desk.pending()).hasSize(2);
        openQuietly();

        await().atMost(SOON).until(() -> desk.pending().isEmpty());
        assertThat(house.tree().read("/agencies/" + content.path())).isEqualTo(content.content());
        assertThat(house.tree().exists("/agencies/" + content.path() + ".jws")).isTrue();
    }

    @Test void while_the_server_is_away_files_wait_and_then_come() throws Exception {
        house.tree().stop();
        house.open();
        house.accepted(A);
        await().atMost(SOON).until(() -> !house.bean(StatusFileDesk.class).pending().isEmpty());

        house.tree().start();

        await().atMost(SOON).until(() -> house.bean(StatusFileDesk.class).pending().isEmpty());
        assertThat(items()).hasSize(1);
    }

    @Test void an_agency_without_an_account_gets_none() throws Exception {
        house.open();
        house.accepted(TrackingHouse.B);
        house.accepted(A);

        await().atMost(SOON).untilAsserted(() -> assertThat(items()).hasSize(1));
        assertThat(house.database().sql("select count(*) from gateway.status_file where agency = 'dienst-b'").query(Integer.class).single()).isZero();
    }

    private void openQuietly() {
        try {
            house.open();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private List<String> files() {
        return house.tree().list(OUT).stream().filter(name -> name.endsWith(".status.json")).sorted().toList();
    }

    private List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        for (String name : files()) {
            try {
                new ObjectMapper().readTree(house.tree().read(OUT + "/" + name)).path("items").forEach(items::add);
            } catch (IOException half) {
                throw new AssertionError(half);
            }
        }
        return items;
    }
}
