package io.postiljon.print;

import io.postiljon.Chapter;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.PrintAlarms;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The account of letters on paper on a real database. Letters are rows and evidence as the workers of print leave them; no route runs. */
final class CountingHouse implements AutoCloseable {
    static final AgencyCode A = new AgencyCode("dienst-a");
    static final String CLASS = "NON_PRIOR.ORDINARY.DUPLEX";

    private final Chapter chapter;
    private int orders;

    CountingHouse(Path folder) throws Exception {
        chapter = new Chapter(folder);
        chapter.set("print.statement.items", "10");
        chapter.build(Parts.class, StatementConfiguration.class);
    }

    static class Parts {
        @Bean DetachedJwsSigner fileSigner(KeyStorePort keys, Clock clock) {
            return new DetachedJwsSigner(keys, clock);
        }

        @Bean PrintEvidence printEvidence(AuditLog audit, Sendings sendings, Clock clock) {
            return new PrintEvidence(audit, sendings, clock);
        }

        @Bean SupplierAlarms supplierAlarms(PrintAlarms alarms, PrintEvidence evidence, Clock clock) {
            return new SupplierAlarms(alarms, evidence, clock);
        }

        @Bean Agreements agreements() {
            return new Agreements() {
                @Override public Optional<Agreement> byCode(AgencyCode code) {
                    return all().stream().filter(agreement -> agreement.code().equals(code)).findFirst();
                }

                @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
                    return Optional.empty();
                }

                @Override public List<Agreement> all() {
                    return List.of(Paper.agreement("dienst-a", Mode.LIVE), Paper.agreement("dienst-b", Mode.LIVE), Paper.agreement("dienst-r", Mode.REHEARSAL));
                }
            };
        }
    }

    StatementDesk desk() {
        return chapter.bean(StatementDesk.class);
    }

    <T> T bean(Class<T> type) {
        return chapter.bean(type);
    }

    JdbcClient database() {
        return chapter.database();
    }

    /** As whoever may change what the gateway cannot. */
    JdbcClient asOwner() {
        return chapter.asOwner();
    }

    <T> T inTransaction(java.util.function.Supplier<T> work) {
        return chapter.inTransaction(work);
    }

    LocalDate today() {
        return desk().today();
    }

    Instant now() {
        return chapter.clock().instant();
    }

    /** It becomes half past six of the next day. */
    void nextMorning() {
        itBecomes(today().plusDays(1).atTime(6, 30));
    }

    /** The next day has begun, and the one before is not stated yet. */
    void midnight() {
        itBecomes(today().plusDays(1).atTime(0, 3));
    }

    /** After {@link #midnight}, the moment when the day before is stated. */
    void morning() {
        itBecomes(today().atTime(6, 30));
    }

    private void itBecomes(LocalDateTime there) {
        chapter.clock().advance(Duration.between(now(), there.atZone(WorkingDays.BRUSSELS).toInstant()));
    }

    /** A letter that asks for paper and nothing else, as intake leaves it. */
    SendingId accepted(String reference) {
        SendingId id = new SendingId(Randoms.uuidV7(Instant.now()));
        Timestamp now = Timestamp.from(now());
        database().sql("""
                insert into gateway.sending (id, agency, mode, entrance, message_reference, idempotency_key, fingerprint, data_category, purpose, recipient_kind,
                    channel_wish, state, state_since, accepted_at, deadline, touched_at, signature, signer, receipt, trace_id)
                values (?, 'dienst-a', 'LIVE', 'HTTPS', ?, ?, '\\x00', 'tax-assessment', 'levy-of-taxes', 'CITIZEN', 'PAPER', 'ACCEPTED', ?, ?, ?, ?, 's', 's', 'r', 't')""")
                .params(id.value(), reference, id.toString(), now, now, now, now).update();
        record(AuditRecord.of(AuditEvent.SENDING_ACCEPTED, AuditOutcome.DONE, Actor.gateway("test"), now(), "t").withAgency(A, Mode.LIVE).withSending(id)
                .withFirstState(SendingState.ACCEPTED).withDetail(Map.of("channel", "PAPER")));
        return id;
    }

    /** Moves a letter on, with the evidence. */
    void moved(SendingId id, SendingState to, AuditEvent event, Map<String, String> detail) {
        SendingState from = state(id);
        database().sql("update gateway.sending set state = ?, channel = 'PAPER' where id = ?").params(to.name(), id.value()).update();
        record(AuditRecord.of(event, AuditOutcome.DONE, Actor.gateway("test"), now(), "t").withAgency(A, Mode.LIVE).withSending(id).withStates(from, to).withDetail(detail));
    }

    SendingState state(SendingId id) {
        return SendingState.valueOf(database().sql("select state from gateway.sending where id = ?").param(id.value()).query(String.class).single());
    }

    /** Its piece waits for a batch. */
    UUID queued(SendingId id, int sheets) {
        if (state(id) != SendingState.PAPER_CHOSEN) {
            moved(id, SendingState.PAPER_CHOSEN, AuditEvent.CHANNEL_CHOSEN, Map.of("channel", "PAPER"));
        }
        UUID piece = piece(id, sheets);
        moved(id, SendingState.PRINT_QUEUED, AuditEvent.PIECE_QUEUED,
                Map.of("piece", piece.toString(), "class", CLASS, "sheets", Integer.toString(sheets), "pages", Integer.toString(2 * sheets)));
        return piece;
    }

    /** Another piece in the place of one that ended, as an operator has it printed anew. */
    UUID printedAnew(SendingId id, int sheets) {
        UUID piece = piece(id, sheets);
        moved(id, SendingState.PRINT_QUEUED, AuditEvent.PIECE_RESENT, Map.of("piece", piece.toString(), "class", CLASS, "sheets", Integer.toString(sheets)));
        return piece;
    }

    /** A row without evidence. */
    UUID piece(SendingId id, int sheets) {
        UUID piece = Randoms.uuidV7(Instant.now());
        database().sql("""
                insert into gateway.print_piece (id, sending_id, print_class, pages, sheets, bytes, state, state_since, queued_at, customer, document_type, supplier)
                values (?, ?, ?, ?, ?, 100, 'WAITING', ?, ?, '0999990024', 'LETTER', 'DRUKKER')""")
                .params(piece, id.value(), CLASS, 2 * sheets, sheets, Timestamp.from(now()), Timestamp.from(now())).update();
        return piece;
    }

    /** These pieces in one order, as far as it is built. @param state of the batch */
    UUID batched(String state, UUID... pieces) {
        UUID batch = UUID.randomUUID();
        Timestamp now = Timestamp.from(now());
        int number = ++orders;
        database().sql("""
                insert into gateway.print_batch (id, sender, environment, day, sequence, order_name, print_class, pieces, state, state_since, closed_at, cut_off_at,
                    hand_over_on, supplier, handed_over_at, receipt_at)
                values (?, 'OVO1', 'T', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'DRUKKER', case when ? in ('UPLOADED', 'ACKED', 'DONE', 'REFUSED') then cast(? as timestamptz) end,
                    case when ? in ('ACKED', 'DONE') then cast(? as timestamptz) end)""")
                .params(batch, java.sql.Date.valueOf(today()), number, "PO.OVO1.20261126.%06d.T.zip.pgp".formatted(number), CLASS, pieces.length, state, now, now, now,
                        java.sql.Date.valueOf(today()), state, now, state, now).update();
        for (int i = 0; i < pieces.length; i++) {
            database().sql("update gateway.print_piece set batch_id = ?, seq = ?, state = 'BATCHED' where id = ?").params(batch, i + 1, pieces[i]).update();
        }
        return batch;
    }

    /** Its order file is made, with these totals. */
    void built(UUID batch, int pieces, int sheets) {
        UUID file = UUID.randomUUID();
        database().sql("insert into gateway.vault_object (id, kind, owner, sha256, size_bytes, created_at) values (?, 'ORDER', 'gateway', '\\x00', 10, ?)")
                .params(file, Timestamp.from(now())).update();
        database().sql("update gateway.print_batch set order_object = ?, order_size = 10, order_sha256 = '\\x00', pieces = ?, sheets = ? where id = ?")
                .params(file, pieces, sheets, batch).update();
    }

    String orderName(UUID batch) {
        return database().sql("select order_name from gateway.print_batch where id = ?").param(batch).query(String.class).single();
    }

    void takenByPrinter(SendingId id, UUID piece) {
        pieceIs(piece, "ACCEPTED");
        moved(id, SendingState.AT_PRINTER, AuditEvent.PIECE_ACCEPTED, Map.of("piece", piece.toString()));
    }

    /** The supplier told it, and the piece came to it. */
    void told(UUID piece, String code, Integer sheets) {
        database().sql("""
                insert into gateway.print_event (event_id, piece_id, code, occurred_at, received_at, sheets, effect) values (?, ?, ?, ?, ?, ?, 'APPLIED')""")
                .params(java.util.Arrays.asList(UUID.randomUUID(), piece, code, Timestamp.from(now()), Timestamp.from(now()), sheets)).update();
        pieceIs(piece, code);
    }

    void pieceIs(UUID piece, String state) {
        database().sql("update gateway.print_piece set state = ? where id = ?").params(state, piece).update();
    }

    /** From the printer to the post, with a line of the supplier. */
    void posted(SendingId id, UUID piece, int sheets) {
        told(piece, "PRINTED", sheets);
        told(piece, "HANDED_TO_POST", sheets);
        moved(id, SendingState.HANDED_TO_POST, AuditEvent.PIECE_STATUS, Map.of("piece", piece.toString()));
    }

    /** All the way in one go. */
    UUID posted(String reference, int sheets) {
        SendingId id = accepted(reference);
        UUID piece = queued(id, sheets);
        batched("DONE", piece);
        takenByPrinter(id, piece);
        posted(id, piece, sheets);
        return piece;
    }

    void record(AuditRecord record) {
        chapter.inTransaction(() -> {
            bean(AuditLog.class).append(record);
            return record;
        });
    }

    @Override public void close() {
        chapter.close();
    }
}
