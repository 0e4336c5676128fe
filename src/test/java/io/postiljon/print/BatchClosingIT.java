package io.postiljon.print;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batches;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(240)
class BatchClosingIT {
    private PrintHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void a_batch_closes_when_it_is_full_and_the_rest_when_it_is_old_enough_with_numbers_without_a_gap() throws Exception {
        for (int i = 0; i < 7; i++) {
            aPieceWaits();
        }
        BatchCloser closer = house.bean(BatchCloser.class);

        List<Integer> full = List.of(closer.closeDue(), closer.closeDue());
        await().atMost(Duration.ofSeconds(10)).until(() -> closer.closeDue() == 1);

        assertThat(full).containsExactly(3, 3);
        assertThat(closer.closeDue()).isZero();
        assertThat(house.database().sql("select sequence from gateway.print_batch order by closed_at").query(Integer.class).list()).containsExactly(1, 2, 3);
        assertThat(house.database().sql("select count(*) from gateway.print_piece where batch_id is null").query(Integer.class).single()).isZero();
        assertThat(house.database().sql("select seq from gateway.print_piece p join gateway.print_batch b on b.id = p.batch_id where b.sequence = 1 order by queued_at")
                .query(Integer.class).list()).containsExactly(1, 2, 3);
    }

    @Test void what_waits_shortly_before_the_cut_off_is_closed_for_it_however_little_and_young_it_is() throws Exception {
        aPieceWaits();
        house.database().sql("update gateway.print_piece set queued_at = '2026-11-26T16:20:00Z'").update();   // Thursday, 17:20 in Brussels

        Integer early = closeAt(Instant.parse("2026-11-26T16:24:59Z"));
        Integer inTime = closeAt(Instant.parse("2026-11-26T16:25:00Z"));

        assertThat(early).isZero();
        assertThat(inTime).isEqualTo(1);
        assertThat(house.database().sql("select cut_off_at = '2026-11-26T16:30:00Z' from gateway.print_batch").query(Boolean.class).single()).isTrue();
    }

    private Integer closeAt(Instant now) {
        PrintSettings set = house.bean(PrintSettings.class);
        PrintSettings patient = new PrintSettings(set.suppliers(), set.rules(), set.senderCode(), set.senderName(), set.pgp(),
                new PrintSettings.Batch(500, DataSize.ofMegabytes(180), Duration.ofHours(8), LocalTime.of(17, 30), Duration.ofMinutes(5)),
                set.lease(), set.retryPause(), set.answerAlarm(), set.pieceLimit(), set.answerLimit(), set.answerContentLimit(), set.resendTerm(), set.evidence(), set.watch(), set.cover(),
                set.countries());
        BatchCloser closer = new BatchCloser(house.bean(Batches.class), house.bean(Pieces.class), house.bean(Sendings.class),
                house.bean(PrintEvidence.class), new PrintSuppliers(patient), patient, "T", Clock.fixed(now, ZoneOffset.UTC));
        return new TransactionTemplate(house.bean(PlatformTransactionManager.class)).execute(transaction -> closer.closeDue());
    }

    @Test void each_piece_has_its_record_in_the_transaction_that_stamps_it() throws Exception {
        SendingId sending = aPieceWaits();
        aPieceWaits();
        aPieceWaits();

        house.bean(BatchCloser.class).closeDue();

        assertThat(house.history(sending)).extracting(AuditEntry::event).containsExactly(AuditEvent.PIECE_QUEUED, AuditEvent.PIECE_BATCHED);
    }

    @Test void pieces_of_another_class_make_a_batch_of_their_own() throws Exception {
        aPieceWaits();
        aPieceWaits();
        aPieceWaits();
        house.database().sql("update gateway.print_piece set print_class = 'PRIOR.REGISTERED.DUPLEX' where id = (select min(id::text)::uuid from gateway.print_piece)").update();
        BatchCloser closer = house.bean(BatchCloser.class);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            closer.closeDue();
            return house.database().sql("select count(*) from gateway.print_piece where batch_id is null").query(Integer.class).single() == 0;
        });

        assertThat(house.database().sql("select pieces from gateway.print_batch order by pieces").query(Integer.class).list()).containsExactly(1, 2);
    }

    @Test void while_one_node_closes_another_one_does_nothing() throws Exception {
        aPieceWaits();
        aPieceWaits();
        aPieceWaits();
        Batches batches = house.bean(Batches.class);
        BatchCloser closer = house.bean(BatchCloser.class);

        Integer second = new TransactionTemplate(house.bean(PlatformTransactionManager.class)).execute(first -> {
            assertThat(batches.becomeCloser()).isTrue();
            try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
                return other.submit(closer::closeDue).get();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });

        assertThat(second).isZero();
        assertThat(closer.closeDue()).isEqualTo(3);
    }

    @Test void a_number_of_a_transaction_that_rolled_back_is_given_again() {
        Batches batches = house.bean(Batches.class);
        TransactionTemplate transaction = new TransactionTemplate(house.bean(PlatformTransactionManager.class));
        LocalDate day = LocalDate.of(2026, 11, 23);

        Integer lost = transaction.execute(status -> {
            status.setRollbackOnly();
            return batches.nextSequence(new SupplierCode("DRUKKER"), "OVO002949", "T", day);
        });

        assertThat(transaction.<Integer>execute(status -> batches.nextSequence(new SupplierCode("DRUKKER"), "OVO002949", "T", day))).isEqualTo(lost).isEqualTo(1);
        assertThat(transaction.<Integer>execute(status -> batches.nextSequence(new SupplierCode("DRUKKER"), "OVO002949", "T", day))).isEqualTo(2);
        assertThat(transaction.<Integer>execute(status -> batches.nextSequence(new SupplierCode("DRUKKER"), "OVO002949", "T", day.plusDays(1)))).isEqualTo(1);
        assertThat(transaction.<Integer>execute(status -> batches.nextSequence(new SupplierCode("TWEEDE"), "OVO002949", "T", day))).as("of another supplier").isEqualTo(1);
    }

    private SendingId aPieceWaits() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", Paper.pdf(1));
        PreparedPiece prepared = house.bean(PiecePreparation.class).prepare(sending.toString());
        house.bean(PieceOutcomes.class).queue((PreparedPiece.Ready) prepared);
        return sending;
    }
}
