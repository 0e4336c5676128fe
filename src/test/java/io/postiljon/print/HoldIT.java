package io.postiljon.print;

import io.postiljon.PrintConsoles;
import io.postiljon.audit.Actor;
import io.postiljon.audit.Decision;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintHold;
import io.postiljon.store.PrintHoldKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What an operator holds back goes nowhere, what he does not goes on, and each use is on record. */
class HoldIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Decision WHY = new Decision(Actor.operator("ops"), "supplier asked for it");

    private PrintHouse house;
    private HoldDesk desk;
    private PrintConsoles consoles;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder, Map.of("print.watch.day-pieces", "1"));
        house.supplier().start();
        desk = house.bean(HoldDesk.class);
        consoles = new PrintConsoles(house::bean);
    }

    @AfterEach void close() {
        consoles.close();
        house.close();
    }

    @Test void letters_of_a_held_agency_wait_while_those_of_another_are_printed() throws Exception {
        desk.hold(PrintHoldKind.AGENCY, "dienst-a", WHY);
        SendingId held = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        SendingId free = house.aPieceWaits("dienst-b", "Bert Proef");

        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(free).state() == SendingState.AT_PRINTER);

        assertThat(house.find(held).state()).isEqualTo(SendingState.PRINT_QUEUED);
        assertThat(desk.plan()).singleElement().satisfies(day -> assertThat(day.pieces()).isEqualTo(day.held()).isEqualTo(1));
        desk.release(PrintHoldKind.AGENCY, "dienst-a", WHY);
        await().atMost(LONG_ENOUGH).until(() -> house.find(held).state() == SendingState.AT_PRINTER);
        assertThat(desk.held()).isEmpty();
        assertThat(house.events()).containsSubsequence("PRINT_HELD", "PRINT_RELEASED");
    }

    @Test void a_held_batch_is_not_built_and_goes_on_when_it_is_released() throws Exception {
        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");
        await().atMost(LONG_ENOUGH).until(() -> house.bean(BatchCloser.class).closeDue() > 0);
        String batch = house.database().sql("select id from gateway.print_batch").query(UUID.class).single().toString();
        consoles.call("PrintHolds", "hold", "BATCH", batch.toUpperCase(Locale.ROOT), " wrong annex ");
        assertThat(consoles.lines("PrintHolds", "list")).singleElement().satisfies(line -> assertThat(line)
                .containsEntry("kind", "BATCH").containsEntry("subject", batch).containsEntry("by", PrintConsoles.LOGIN).containsEntry("reason", "wrong annex"));
        assertThat(consoles.lines("PrintHolds", "plan")).singleElement().satisfies(line -> assertThat(line)
                .containsEntry("supplier", "DRUKKER").containsEntry("pieces", "1").containsEntry("sheets", "3").containsEntry("held", "1"));

        house.open();
        SendingId other = house.aPieceWaits("dienst-b", "Cis Test");
        await().atMost(LONG_ENOUGH).until(() -> house.find(other).state() == SendingState.AT_PRINTER);

        assertThat(house.batchStates()).first().isEqualTo("CLOSED");
        consoles.call("PrintHolds", "release", "BATCH", batch, "the annex is right");
        assertThat(house.database().sql("""
                select event || ' ' || actor_id || ' ' || (detail ->> 'subject') || ' ' || (detail ->> 'reason') from audit.record
                 where event in ('PRINT_HELD', 'PRINT_RELEASED') order by id""").query(String.class).list())
                .containsExactly("PRINT_HELD mieke " + batch + " wrong annex", "PRINT_RELEASED mieke " + batch + " the annex is right");
        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(2);
        assertThatThrownBy(() -> desk.hold(PrintHoldKind.BATCH, batch, WHY)).isInstanceOf(IllegalStateException.class).hasMessageContaining("may have");
    }

    /** The order is uploaded, the marker is not: the last moment at which the supplier reads nothing. */
    @Test void a_batch_that_is_held_before_its_marker_gets_none_until_it_is_released() throws Exception {
        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");
        house.tree().stop();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.BUILT));
        house.shut();
        desk.hold(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);
        BatchId id = new BatchId(house.database().sql("select id from gateway.print_batch").query(UUID.class).single());

        house.bean(OrderUpload.class).goPending(house.bean(Batches.class).find(id).orElseThrow());

        assertThat(house.batchStates()).containsExactly("BUILT");
        assertThat(house.bean(OrderUpload.class).due("DRUKKER")).isEmpty();
        desk.release(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);
        house.tree().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().refusedOrders()).isEmpty();
    }

    @Test void what_is_not_there_or_is_held_already_is_refused() {
        desk.hold(PrintHoldKind.PRINT_CLASS, "PRIOR.ORDINARY.DUPLEX", WHY);

        assertThat(desk.held()).extracting(PrintHold::subject).containsExactly("PRIOR.ORDINARY.DUPLEX");
        assertThatThrownBy(() -> desk.hold(PrintHoldKind.PRINT_CLASS, "PRIOR.ORDINARY.DUPLEX", WHY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> desk.release(PrintHoldKind.AGENCY, "dienst-a", WHY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> desk.hold(PrintHoldKind.AGENCY, "nobody", WHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.hold(PrintHoldKind.SUPPLIER, "ANOTHER", WHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.hold(PrintHoldKind.BATCH, UUID.randomUUID().toString(), WHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> consoles.call("PrintHolds", "hold", "BATCH", "order 1", "why")).hasMessage("this is not the id of a batch");
        assertThatThrownBy(() -> consoles.call("PrintHolds", "hold", "PRINT_CLASS", "PRIOR.FAST.DUPLEX", "why")).hasMessage("there is none with this name");
        assertThatThrownBy(() -> consoles.call("PrintHolds", "hold", "PRINTER", "DRUKKER", "why")).hasMessageStartingWith("a kind is");
        assertThatThrownBy(() -> consoles.call("PrintHolds", "release", "PRINT_CLASS", "PRIOR.ORDINARY.DUPLEX", "")).hasMessageStartingWith("a reason is");
        assertThat(desk.held()).hasSize(1);
    }

    @Test void more_than_a_day_can_take_raises_an_alarm_until_the_plan_is_below() throws Exception {
        desk.hold(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);
        house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        house.aPieceWaits("dienst-b", "Bert Proef");

        house.bean(SupplierWatch.class).look();

        assertThat(house.bean(SupplierAlarms.class).open()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(PrintAlarmKind.DAY_VOLUME);
            assertThat(alarm.code()).isEqualTo("pieces-2");
        });
    }
}
