package io.postiljon.print;

import io.postiljon.sandbox.supplier.AnswerFault;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchState;
import io.postiljon.store.Sendings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(240)
class SupplierAnswersIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private PrintHouse house;
    private SendingId sending;

    @BeforeEach void aLetterIsOnItsWay(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
        sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", Paper.pdf(1));
        house.open();
        house.deliver(sending);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void an_answer_without_signature_is_kept_aside_and_changes_nothing() {
        house.supplier().answerWith(AnswerFault.UNSIGNED);

        house.supplier().start();

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(quarantined()).isEqualTo(2));
        assertThat(house.allBatchesAre(BatchState.UPLOADED)).isTrue();
        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
        assertThat(house.bean(Sendings.class).content(sending)).as("the address, which is still needed").isPresent();
        assertThat(house.events()).endsWith("BATCH_UPLOADED", "ANSWER_QUARANTINED", "ANSWER_QUARANTINED");
    }

    @Test void an_answer_that_unpacks_to_far_more_is_kept_aside_and_the_others_count() {
        house.supplier().answerWith(AnswerFault.BOMB);

        house.supplier().start();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(house.database().sql("select reason || ' ' || left(file_name, 3) from gateway.print_quarantine")
                .query(String.class).list()).containsExactly("not-opened PA."));
        assertThat(house.events()).contains("ANSWER_QUARANTINED");
    }

    /** CVE-2026-79983: Camel below 4.18.5 follows what a server lists, out of the folder. */
    @Test void names_with_a_path_in_a_listing_lead_nowhere_and_are_counted() {
        String good = "PA.OVO002949.20261124.000001.T.json.pgp";
        String aside = "PA.OVO002949.20261124.000002.T.json.pgp";
        house.tree().write("/out/piece/" + aside, "{}".getBytes(UTF_8));
        for (String name : List.of("up", "deep", "root")) {
            house.tree().write("/out/ack/" + name, "{}".getBytes(UTF_8));
        }
        house.tree().listAs("up", "../piece/" + aside);
        house.tree().listAs("deep", "a/../../piece/" + aside);
        house.tree().listAs("root", "/out/piece/" + aside);
        house.tree().write("/out/ack/" + aside + ".go", new byte[0]);
        house.tree().listAs(aside + ".go", "../piece/" + aside + ".go");
        house.tree().write("/out/ack/" + good, "{}".getBytes(UTF_8));
        house.tree().write("/out/ack/" + good + ".go", new byte[0]);

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(house.tree().list("/out/ack")).doesNotContain(good, good + ".go"));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(house.bean(MeterRegistry.class).counter("postiljon.print.answers.left", "supplier", "DRUKKER").count())
                .as("a name that begins with a dot Camel passes over by itself").isEqualTo(2));
        assertThat(house.tree().exists("/out/piece/" + aside)).isTrue();
        assertThat(house.tree().list("/out/ack")).containsExactlyInAnyOrder("up", "deep", "root", aside + ".go");
        assertThat(quarantined()).as("the good name with a bad content, and nothing else").isEqualTo(1);
    }

    @Test void an_answer_that_was_changed_on_its_way_is_kept_aside() {
        house.supplier().answerWith(AnswerFault.GARBLED);

        house.supplier().start();

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(quarantined()).isEqualTo(2));
        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
    }

    @Test void a_piece_result_counts_without_a_receipt_before_it() {
        house.supplier().answerWith(AnswerFault.NO_RECEIPT);

        house.supplier().start();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        assertThat(house.allBatchesAre(BatchState.DONE)).isTrue();
    }

    @Test void an_answer_that_comes_again_changes_nothing() throws Exception {
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.UPLOADED));
        house.shut();
        house.supplier().start();
        String key = house.orderName().substring("PO.".length()).replace(".zip.pgp", ".json.pgp");
        await().atMost(LONG_ENOUGH).until(() -> house.tree().exists("/out/piece/PP." + key + ".go") && house.tree().exists("/out/ack/PA." + key + ".go"));
        byte[] receipt = house.tree().read("/out/ack/PA." + key);
        byte[] results = house.tree().read("/out/piece/PP." + key);
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.DONE) && house.tree().list("/out/ack").isEmpty() && house.tree().list("/out/piece").isEmpty());
        int records = house.events().size();

        house.tree().write("/out/ack/PA." + key, receipt);
        house.tree().write("/out/ack/PA." + key + ".go", new byte[0]);
        house.tree().write("/out/piece/PP." + key, results);
        house.tree().write("/out/piece/PP." + key + ".go", new byte[0]);

        await().atMost(LONG_ENOUGH).until(() -> house.tree().list("/out/ack").isEmpty() && house.tree().list("/out/piece").isEmpty());
        assertThat(house.events()).hasSize(records);
        assertThat(quarantined()).isZero();
    }

    @Test void a_file_with_another_name_is_never_read() {
        house.tree().write("/out/ack/PA.OVO002949.20261124.000001.T.json", "{}".getBytes(UTF_8));
        house.tree().write("/out/ack/PA.OVO002949.20261124.000001.T.json.go", new byte[0]);
        house.tree().write("/out/ack/PA.OVO002949.20261124.000001.T.json.pgp", "{}".getBytes(UTF_8));
        house.tree().write("/out/ack/PA.OVO002949.20261124.000001.T.json.pgp.go", new byte[0]);

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(house.tree().list("/out/ack")).containsExactly(
                "PA.OVO002949.20261124.000001.T.json", "PA.OVO002949.20261124.000001.T.json.go"));

        assertThat(quarantined()).isEqualTo(1);
    }

    @Test void an_answer_above_the_limit_is_noted_once_and_not_read() {
        house.tree().write("/out/ack/PA.OVO002949.20261124.000002.T.json.pgp", new byte[300 * 1024]);
        house.tree().write("/out/ack/PA.OVO002949.20261124.000002.T.json.pgp.go", new byte[0]);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(quarantined()).isEqualTo(1));
        house.tree().write("/out/ack/PA.OVO002949.20261124.000003.T.json.pgp", new byte[301 * 1024]);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(quarantined()).isEqualTo(2));    // so the first was seen again

        assertThat(house.database().sql("select reason || ' ' || size_bytes || ' ' || coalesce(octet_length(content), 0) from gateway.print_quarantine order by file_name")
                .query(String.class).list()).containsExactly("too-large 307200 0", "too-large 308224 0");
        assertThat(house.events()).filteredOn("ANSWER_QUARANTINED"::equals).hasSize(2);
        assertThat(house.tree().exists("/out/ack/PA.OVO002949.20261124.000002.T.json.pgp")).isTrue();
    }

    private int quarantined() {
        return house.database().sql("select count(*) from gateway.print_quarantine").query(Integer.class).single();
    }
}
