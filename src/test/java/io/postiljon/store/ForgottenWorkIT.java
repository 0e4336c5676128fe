package io.postiljon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a sweep finds again, and what a worker that was taken over can no longer change. */
class ForgottenWorkIT {
    private static final AgencyCode AGENCY = new AgencyCode("agency");

    @TempDir static Path folder;
    private static StoreRoom room;
    private static JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    @BeforeAll static void start() throws IOException {
        room = StoreRoom.migrated();
        database = room.asGateway();
    }

    @AfterAll static void stop() {
        room.close();
    }

    @Test void one_sweep_rebuilds_a_lost_broker_whole() {
        database.sql("""
                insert into gateway.sending (id, agency, mode, entrance, message_reference, idempotency_key, fingerprint, data_category, purpose,
                    recipient_kind, channel_wish, state, state_since, accepted_at, deadline, touched_at, signature, signer, receipt, trace_id)
                select gen_random_uuid(), 'agency', 'LIVE', 'HTTPS', 'R' || n, 'K' || n, '\\x00', 'c', 'p', 'CITIZEN', 'EBOX', 'ACCEPTED',
                    now() - interval '1 hour', now() - interval '1 hour', now(), now() - interval '1 hour', 's', 's', 'r', 'trace-' || n
                  from generate_series(1, 1300) n""").update();
        Outbox outbox = new Outbox(database, clock, Duration.ofMillis(10), 50);
        Sendings sendings = new Sendings(database, clock, outbox, null, new ObjectsInFlight(Duration.ofMinutes(1), clock), Duration.ofHours(72));

        int first = new Sweep(sendings, null, settings()).requeueForgotten();
        int second = new Sweep(sendings, null, settings()).requeueForgotten();

        assertThat(first).isEqualTo(1300);
        assertThat(second).isZero();
    }

    @Test void a_worker_whose_lease_was_taken_over_cannot_move_a_batch() {
        Batches batches = new Batches(database, clock);
        batches.close(new NewBatch(new BatchId(UUID.randomUUID()), new SupplierCode("DRUKKER"), "S", "T", LocalDate.of(2026, 11, 26), 1, "order-1",
                PrintClass.parse("PRIOR.REGISTERED.DUPLEX"), Instant.now(), LocalDate.of(2026, 11, 27)));
        Batch slow = batches.lease(List.of(new SupplierCode("DRUKKER")), List.of(BatchState.CLOSED), Duration.ZERO, 1).getFirst();
        Batch newer = batches.lease(List.of(new SupplierCode("DRUKKER")), List.of(BatchState.CLOSED), Duration.ofMinutes(1), 1).getFirst();
        database.sql("update gateway.print_batch set state = 'BUILT'").update();

        boolean moved = batches.advance(inState(slow, BatchState.BUILT), BatchState.GO_PENDING);

        assertThat(moved).isFalse();
        assertThat(batches.advance(inState(newer, BatchState.BUILT), BatchState.GO_PENDING)).isTrue();
    }

    @Test void a_drop_is_forgotten_while_it_is_open_or_an_answer_is_not_uploaded() {
        Drops drops = new Drops(database, clock);
        DropId open = drop(drops, DropState.RECEIVED);
        DropId unanswered = drop(drops, DropState.DONE);
        drop(drops, DropState.DONE);
        drops.answer(new DropAnswer(unanswered, DropAnswer.Kind.ACK, new byte[1], "jws"));
        drops.answer(new DropAnswer(unanswered, DropAnswer.Kind.RESULT, new byte[1], "jws"));
        DropId leased = drop(drops, DropState.RECEIVED);
        database.sql("update gateway.sftp_drop set touched_at = now() - interval '1 hour'").update();
        drops.lease(leased, Duration.ofMinutes(1));

        List<DropId> forgotten = drops.forgotten(Duration.ofSeconds(30), 10);

        assertThat(forgotten).containsExactlyInAnyOrder(open, unanswered);
    }

    private static DropId drop(Drops drops, DropState state) {
        DropId id = new DropId(UUID.randomUUID());
        drops.add(new Drop(id, AGENCY, Mode.LIVE, "drop-" + id, state, 1, Instant.now(), Optional.empty(), 1, Optional.empty(), Instant.now(),
                Optional.empty(), "trace"), Optional.empty());
        return id;
    }

    private static Batch inState(Batch batch, BatchState state) {
        return new Batch(batch.id(), batch.supplier(), batch.orderName(), batch.printClass(), batch.pieces(), state, batch.closedAt(), batch.cutOffAt(),
                batch.handOverOn(), batch.attempt(), batch.built());
    }

    private static StoreSettings settings() {
        return new StoreSettings(folder, Duration.ofHours(72), Duration.ofSeconds(1), 50, Duration.ofMinutes(5), Duration.ofMinutes(10));
    }
}
