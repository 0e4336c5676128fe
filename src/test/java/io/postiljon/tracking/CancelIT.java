package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchLimits;
import io.postiljon.store.Batches;
import io.postiljon.store.Lease;
import io.postiljon.store.DueBatch;
import io.postiljon.store.NewBatch;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling wins or loses as a whole, whoever works on the sending at the same time. */
@Timeout(60)
class CancelIT {
    private static final PrintClass CLASS = PrintClass.parse("NON_PRIOR.ORDINARY.DUPLEX");
    private static int sequence;

    @TempDir static Path folder;
    private static TrackingHouse house;

    @BeforeAll static void build() throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterAll static void close() {
        house.close();
    }

    @Test void an_accepted_sending_is_cancelled_with_evidence_event_and_the_end_of_its_documents() {
        SendingId id = house.accepted(A);

        assertThat(cancel(id)).isEqualTo(new CancelVerdict.Cancelled());

        assertThat(house.find(id).state()).isEqualTo(SendingState.CANCELLED);
        assertThat(house.bean(Sendings.class).content(id)).isEmpty();
        assertThat(house.bean(Sendings.class).documents(id)).isEmpty();
        assertThat(house.evidence(id)).containsExactly("SENDING_ACCEPTED", "SENDING_CANCELLED", "DOCUMENTS_DESTROYED");
        assertThat(house.events(id).getLast().status()).isEqualTo(Status.CANCELLED);
    }

    @Test void a_repeat_is_a_success_and_changes_nothing() {
        SendingId id = house.accepted(A);
        cancel(id);
        Instant since = house.find(id).stateSince();

        assertThat(cancel(id)).isEqualTo(new CancelVerdict.Cancelled());

        assertThat(house.find(id).stateSince()).isEqualTo(since);
        assertThat(house.evidence(id)).hasSize(3);
    }

    @Test void paper_and_an_ebox_that_was_never_called_can_be_cancelled() {
        SendingId paper = house.accepted(A);
        house.moved(paper, SendingState.ACCEPTED, SendingState.PAPER_CHOSEN);
        SendingId ebox = house.accepted(A);
        house.moved(ebox, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);

        assertThat(cancel(paper)).isEqualTo(new CancelVerdict.Cancelled());
        assertThat(cancel(ebox)).isEqualTo(new CancelVerdict.Cancelled());
    }

    @Test void with_a_live_lease_or_after_an_attempt_the_ebox_may_have_it() {
        SendingId leased = house.accepted(A);
        house.moved(leased, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
        house.inTransaction(() -> house.bean(Sendings.class).lease(leased, SendingState.EBOX_CHOSEN, Duration.ofMinutes(1)));
        SendingId called = house.accepted(A);
        house.moved(called, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
        house.inTransaction(() -> {
            Lease lease = house.bean(Sendings.class).lease(called, SendingState.EBOX_CHOSEN, Duration.ofMinutes(1)).orElseThrow();
            house.bean(Sendings.class).eboxKey(called, UUID.randomUUID());
            house.bean(Sendings.class).planRetry(lease, Instant.now().plusSeconds(60));
            house.append(house.record(AuditEvent.EBOX_UNAVAILABLE, A, called));
            return lease;
        });
        Instant firstCall = house.bean(AuditLog.class).history(called, Instant.EPOCH).stream().filter(entry -> entry.event() == AuditEvent.EBOX_UNAVAILABLE)
                .map(AuditEntry::at).findFirst().orElseThrow();

        assertThat(cancel(leased)).isInstanceOf(CancelVerdict.TooLate.class);
        assertThat(cancel(called)).isEqualTo(new CancelVerdict.TooLate(firstCall));
        assertThat(house.find(called).state()).isEqualTo(SendingState.EBOX_CHOSEN);
        assertThat(house.bean(Sendings.class).documents(called)).hasSize(1);
        assertThat(house.evidence(called)).endsWith("CANCEL_REFUSED").doesNotContain("DOCUMENTS_DESTROYED");
    }

    @ParameterizedTest @EnumSource(value = SendingState.class, names = {"IN_DOUBT", "AT_PRINTER", "HANDED_TO_POST", "REGISTERED_AT_POST", "RETURNED", "PUBLISHED", "PUBLISHED_NEVER_OPENED", "WITHHELD", "FAILED"})
    void what_has_left_or_ended_stays_as_it_is(SendingState state) {
        SendingId id = house.accepted(A);
        house.moved(id, SendingState.ACCEPTED, state);

        assertThat(cancel(id)).isInstanceOf(CancelVerdict.TooLate.class);
        assertThat(house.find(id).state()).isEqualTo(state);
    }

    @Test void another_agency_is_told_that_there_is_no_such_sending() {
        SendingId id = house.accepted(A);

        assertThatExceptionOfType(UnknownMessage.class).isThrownBy(() -> house.bean(CancelDesk.class).cancel(house.asker(B), id));
        assertThat(house.find(id).state()).isEqualTo(SendingState.ACCEPTED);
    }

    @Test void a_piece_that_waits_is_taken_away_and_never_batched() {
        SendingId cancelled = house.queuedForPrint(A);
        SendingId other = house.queuedForPrint(A);

        assertThat(cancel(cancelled)).isEqualTo(new CancelVerdict.Cancelled());

        assertThat(closeBatch()).isEqualTo(1);
        assertThat(pieceOf(cancelled)).isZero();
        assertThat(pieceOf(other)).isEqualTo(1);
    }

    @Test void a_piece_of_a_batch_that_is_not_built_is_taken_out_and_of_a_built_one_it_is_asked_back() {
        SendingId first = house.queuedForPrint(A);
        SendingId second = house.queuedForPrint(A);
        assertThat(closeBatch()).isEqualTo(2);
        String batch = house.database().sql("select batch_id::text from gateway.print_piece where sending_id = ?").param(first.value()).query(String.class).single();
        house.database().sql("update gateway.print_batch set pieces = 2 where id = cast(? as uuid)").param(batch).update();

        assertThat(cancel(first)).isEqualTo(new CancelVerdict.Cancelled());
        assertThat(house.database().sql("select pieces || ' ' || attempt from gateway.print_batch where id = cast(? as uuid)").param(batch).query(String.class).single())
                .as("one left, and who builds it starts anew").isEqualTo("1 1");
        house.database().sql("update gateway.print_batch set state = 'UPLOADED' where id = cast(? as uuid)").param(batch).update();

        assertThat(cancel(second)).isEqualTo(new CancelVerdict.Asked());
        assertThat(cancel(second)).as("a repeat").isEqualTo(new CancelVerdict.Asked());

        assertThat(house.find(second).state()).isEqualTo(SendingState.PRINT_QUEUED);
        assertThat(house.evidence(second)).filteredOn("CANCEL_ASKED"::equals).hasSize(1);
        assertThat(status(second).cancellation().outcome()).isEqualTo("asked");
        house.database().sql("update gateway.print_piece set state = 'PRINTED' where sending_id = ?").param(second.value()).update();
        house.database().sql("update gateway.print_cancel set outcome = 'TOO_LATE', decided_at = now()").update();
        assertThat(cancel(second)).isInstanceOf(CancelVerdict.TooLate.class);
        assertThat(status(second).cancellation().outcome()).isEqualTo("tooLate");
    }

    @Test void a_letter_that_can_be_fetched_with_a_code_is_cancelled_too() {
        SendingId id = house.queuedForPrint(A);
        house.database().sql("""
                insert into gateway.paper_original (piece_id, agency, code_tag, factor, sender, available_until)
                select id, 'dienst-a', '\\x01', 'NONE', 'Dienst', now() + interval '1 day' from gateway.print_piece where sending_id = ?""").param(id.value()).update();

        assertThat(cancel(id)).isEqualTo(new CancelVerdict.Cancelled());

        assertThat(pieceOf(id)).isZero();
    }

    @Test void while_a_piece_is_being_cancelled_no_batch_closes() throws Exception {
        SendingId id = house.queuedForPrint(A);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> cancelling = threads.submit(() -> house.inTransaction(() -> {
                cancel(id);
                cancelled.countDown();
                await(go);
                return id;
            }));
            cancelled.await();

            assertThat(house.inTransaction(() -> house.bean(Batches.class).becomeCloser())).isFalse();
            go.countDown();
            cancelling.get();
        }
        assertThat(pieceOf(id)).isZero();
        assertThat(house.inTransaction(() -> house.bean(Batches.class).becomeCloser())).isTrue();
    }

    @Test void while_a_batch_closes_a_cancellation_waits_and_then_takes_its_piece_out() throws Exception {
        SendingId id = house.queuedForPrint(A);
        CountDownLatch stamped = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> closing = threads.submit(() -> house.inTransaction(() -> {
                stampAll();
                stamped.countDown();
                await(go);
                return id;
            }));
            stamped.await();
            Future<CancelVerdict> wish = threads.submit(() -> cancel(id));

            org.assertj.core.api.Assertions.assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> wish.get(300, TimeUnit.MILLISECONDS));
            go.countDown();
            closing.get();
            assertThat(wish.get()).isEqualTo(new CancelVerdict.Cancelled());
        }
        assertThat(pieceOf(id)).isZero();
    }

    @Test void a_worker_that_started_first_finds_its_sending_gone_and_does_nothing() {
        SendingId id = house.accepted(A);
        Lease lease = house.inTransaction(() -> house.bean(Sendings.class).lease(id, SendingState.ACCEPTED, Duration.ofMinutes(1))).orElseThrow();

        assertThat(cancel(id)).isEqualTo(new CancelVerdict.Cancelled());

        assertThat(house.inTransaction(() -> house.bean(Sendings.class).advance(lease, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN))).isFalse();
        assertThat(house.inTransaction(() -> house.bean(Sendings.class).lease(id, SendingState.EBOX_CHOSEN, Duration.ofMinutes(1)))).isEmpty();
        assertThat(house.bean(Sendings.class).requeueForgotten(Duration.ofNanos(1))).isZero();
    }

    @Test void cancelled_and_taken_at_once_by_many_only_one_of_the_two_happens() throws Exception {
        for (int round = 0; round < 20; round++) {
            SendingId id = house.accepted(A);
            house.moved(id, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Boolean> taken = threads.submit(() -> house.inTransaction(() -> house.bean(Sendings.class)
                        .lease(id, SendingState.EBOX_CHOSEN, Duration.ofMinutes(1)).map(lease -> house.bean(Sendings.class).eboxKey(id, UUID.randomUUID())).isPresent()));
                Future<CancelVerdict> cancelled = threads.submit(() -> cancel(id));

                assertThat(taken.get()).isNotEqualTo(cancelled.get() instanceof CancelVerdict.Cancelled);
            }
        }
    }

    private static CancelVerdict cancel(SendingId id) {
        return house.bean(CancelDesk.class).cancel(house.asker(A), id);
    }

    private static int pieceOf(SendingId id) {
        return house.database().sql("select count(*) from gateway.print_piece where sending_id = ? and state <> 'CANCELLED'").param(id.value()).query(Integer.class).single();
    }

    private static int closeBatch() {
        return house.inTransaction(CancelIT::stampAll);
    }

    private static MessageStatus status(SendingId id) {
        Asker asker = house.asker(A);
        return house.bean(StatusReader.class).read(asker.agreement(), asker.certificate(), id, "trace", java.util.Locale.ENGLISH);
    }

    /** As the closer of batches does it. */
    private static int stampAll() {
        assertThat(house.bean(Batches.class).becomeCloser()).isTrue();
        BatchId batch = new BatchId(UUID.randomUUID());
        int number = ++sequence;
        house.bean(Batches.class).close(new NewBatch(batch, new SupplierCode("DRUKKER"), "TEST", "T", LocalDate.of(2026, 11, 26), number, "order-" + number, CLASS,
                Instant.now().plusSeconds(60), LocalDate.of(2026, 11, 27)));
        return house.bean(Pieces.class).stamp(batch, new SupplierCode("DRUKKER"), new DueBatch(CLASS, Optional.empty()), new BatchLimits(500, 1_000_000));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
