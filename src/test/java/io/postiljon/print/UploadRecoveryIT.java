package io.postiljon.print;

import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node that dies between two steps of an upload. Each test starts from an order that is built while the supplier is away. */
@Timeout(240)
class UploadRecoveryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private PrintHouse house;
    private SendingId sending;

    @BeforeEach void anOrderIsBuilt(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
        house.tree().stop();
        sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", Paper.pdf(1));
        house.open();
        house.deliver(sending);
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.BUILT));
        house.shut();
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void a_part_that_was_left_behind_is_written_anew() throws Exception {
        house.tree().write("/in/" + house.orderName() + ".part", new byte[] {1, 2, 3});

        comeBack();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1).allMatch(piece -> piece.timesSeen() == 1);
        assertThat(house.tree().list("/in")).isEmpty();
    }

    @Test void an_order_that_is_there_with_its_size_is_handed_over_without_a_second_upload() throws Exception {
        house.tree().write("/in/" + house.orderName(), house.orderBytes());

        comeBack();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1).allMatch(piece -> piece.timesSeen() == 1);
    }

    @Test void an_order_that_is_there_with_another_size_stops_the_batch() throws Exception {
        house.tree().write("/in/" + house.orderName(), new byte[] {1, 2, 3});

        comeBack();

        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.STOPPED));
        assertThat(house.tree().list("/in")).containsExactly(house.orderName());
        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
    }

    @Test void after_go_pending_a_missing_marker_is_written() throws Exception {
        house.tree().write("/in/" + house.orderName(), house.orderBytes());
        goPendingWasCommitted();

        comeBack();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1).allMatch(piece -> piece.timesSeen() == 1);
    }

    @Test void after_go_pending_an_order_that_is_gone_is_taken_and_never_uploaded_again() throws Exception {
        goPendingWasCommitted();

        comeBack();

        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.UPLOADED));
        assertThat(house.tree().list("/in")).isEmpty();
        assertThat(house.supplier().batches()).isEmpty();
        assertThat(house.events()).endsWith("BATCH_UPLOADED");
    }

    @Test void a_supplier_that_takes_order_and_marker_between_two_looks_finds_no_second_marker() throws Exception {
        house.tree().write("/in/" + house.orderName(), house.orderBytes());
        house.tree().write("/in/" + house.orderName() + ".go", new byte[0]);
        goPendingWasCommitted();
        house.supplier().takeAfterTheNextLook();
        house.tree().start();

        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        house.shut();

        assertThat(house.tree().list("/in")).isEmpty();
        assertThat(house.supplier().pieces()).hasSize(1).allMatch(piece -> piece.timesSeen() == 1);
    }

    @Test void after_go_pending_a_supplier_that_is_away_is_not_taken_for_an_order_that_is_gone() throws Exception {
        goPendingWasCommitted();
        int before = house.attempts();

        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.attempts() > before + 2);
        assertThat(house.allBatchesAre(BatchState.GO_PENDING)).isTrue();
    }

    private void goPendingWasCommitted() {
        house.database().sql("update gateway.print_batch set state = 'GO_PENDING', leased_until = null, next_attempt_at = null").update();
    }

    private void comeBack() throws Exception {
        house.tree().start();
        house.supplier().start();
        house.open();
    }
}
