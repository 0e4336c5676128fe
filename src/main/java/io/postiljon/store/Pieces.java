package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The envelopes: which documents, in which batch, and what the supplier said. Changes need the caller's transaction. */
public class Pieces {
    private static final String ENDED_WITHOUT_LETTER = "('REJECTED', 'TAKEN_OUT', 'CANCELLED', 'PRINT_FAILED', 'LOST', 'DAMAGED')";

    private final JdbcClient jdbc;
    private final Clock clock;

    Pieces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Lets a piece wait for a batch. Its objects must exist; from now on they are kept until the end of the term. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void queue(NewPiece piece) {
        Timestamp now = Timestamp.from(clock.instant());
        PieceTerms terms = piece.terms();
        jdbc.sql("""
                insert into gateway.print_piece (id, sending_id, supplier, print_class, pages, sheets, bytes, state, state_since, queued_at,
                    customer, document_type, purchase_order_ref, return_lines, return_country)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(piece.id().value(), piece.sending().value(), piece.supplier().value(), piece.printClass().code(), piece.pages(),
                        piece.sheets(), piece.bytes(), PieceState.WAITING.name(), now, now, terms.customer(), terms.documentType(),
                        terms.purchaseOrderRef().orElse(null),
                        terms.returnAddress().map(address -> address.lines().toArray(String[]::new)).orElse(null),
                        terms.returnAddress().map(PieceTerms.ReturnAddress::country).orElse(null)))
                .update();
        int ordinal = 1;
        for (NewPiece.Part part : piece.documents()) {
            jdbc.sql("insert into gateway.print_piece_document (piece_id, ordinal, object_id, role, pages) values (?, ?, ?, ?, ?)")
                    .params(piece.id().value(), ordinal++, part.object().value(), part.role().name(), part.pages()).update();
        }
        keepDocuments(piece.sending(), piece.keepUntil());
    }

    /** Until when documents and cover of a sending are kept for its recipient. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepDocuments(SendingId sending, Instant until) {
        jdbc.sql("update gateway.vault_object set keep_until = ? where sending_id = ? and kind in ('DOCUMENT', 'COVER') and destroyed_at is null")
                .params(Timestamp.from(until), sending.value()).update();
    }

    /** As {@link #queue}, in the place of a piece that ended without a letter. @throws org.springframework.dao.DuplicateKeyException when that has a successor, or is still alive */
    @Transactional(propagation = Propagation.MANDATORY)
    public void queueInPlaceOf(PieceStanding old, NewPiece piece) {
        queue(piece);
        jdbc.sql("update gateway.print_piece set replaces = ?, resend_of = ? where id = ?")
                .params(Arrays.asList(old.id().value(), old.batch().map(BatchId::value).orElse(null), piece.id().value())).update();
    }

    /** The piece that took the place of this one. */
    public Optional<PieceId> successor(PieceId piece) {
        return jdbc.sql("select id from gateway.print_piece where replaces = ?").param(piece.value()).query(UUID.class).optional().map(PieceId::new);
    }

    /** The piece of a sending that is, or may still become, its letter. */
    public Optional<PieceStanding> alive(SendingId sending) {
        return jdbc.sql("select * from gateway.print_piece where sending_id = ? and state not in " + ENDED_WITHOUT_LETTER)
                .param(sending.value()).query(Pieces::standing).optional();
    }

    /** Ids of all pieces of a batch, in their places. */
    public List<PieceId> of(BatchId batch) {
        return jdbc.sql("select id from gateway.print_piece where batch_id = ? order by seq").param(batch.value()).query(UUID.class).list().stream()
                .map(PieceId::new).toList();
    }

    /** A piece that is in no batch is not wanted any more. @return false when it is in one, or has ended */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean cancelWaiting(PieceId piece) {
        return jdbc.sql("update gateway.print_piece set state = 'CANCELLED', state_since = ?, outcome_code = 'CANCELLED' where id = ? and batch_id is null and state = 'WAITING'")
                .params(Timestamp.from(clock.instant()), piece.value()).update() == 1;
    }

    /** Whether the supplier told of its paper already, although it has not said that it takes the piece. */
    public boolean isPrintedBeforeItsResult(PieceId piece) {
        return jdbc.sql("select exists (select 1 from gateway.print_event where piece_id = ? and effect = 'WAITS' and code not in ('CANCELLED', 'PRINT_FAILED'))")
                .param(piece.value()).query(Boolean.class).single();
    }

    /**
     * Keeps documents of a letter that failed until it can no longer be printed anew; earlier where their term ends earlier.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepForResend(SendingId sending, Duration term) {
        jdbc.sql("""
                update gateway.vault_object set keep_until = least(coalesce(keep_until, 'infinity'), ?)
                 where sending_id = ? and kind = 'DOCUMENT' and destroyed_at is null""")
                .params(Timestamp.from(clock.instant().plus(term)), sending.value()).update();
    }

    /**
     * The class of a supplier whose oldest piece has waited longest, among those that are due; what is printed anew stays with its own.
     *
     * @param waitingSince a piece queued at this moment or before makes its class due, however few there are
     */
    public Optional<DueBatch> due(SupplierCode supplier, BatchLimits limits, Instant waitingSince) {
        return jdbc.sql("""
                select print_class, resend_of from gateway.print_piece p where supplier = ? and batch_id is null and state = 'WAITING' and\040""" + PrintHolds.FREE_PIECE + """
                 group by print_class, resend_of
                having count(*) >= ? or sum(bytes) >= ? or min(queued_at) <= ? order by min(queued_at) limit 1""")
                .params(supplier.value(), limits.pieces(), limits.bytes(), Timestamp.from(waitingSince))
                .query((row, n) -> new DueBatch(PrintClass.parse(row.getString("print_class")),
                        Optional.ofNullable(row.getObject("resend_of", UUID.class)).map(BatchId::new)))
                .optional();
    }

    /** Stamps the oldest waiting pieces of a supplier and class with a batch, in one statement. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int stamp(BatchId batch, SupplierCode supplier, DueBatch due, BatchLimits limits) {
        return jdbc.sql("""
                with waiting as (
                    select id, row_number() over (order by queued_at, id) as seq, sum(bytes) over (order by queued_at, id) as running
                      from gateway.print_piece p where supplier = ? and batch_id is null and state = 'WAITING' and print_class = ?
                        and resend_of is not distinct from cast(? as uuid) and\040""" + PrintHolds.FREE_PIECE + """
                )
                update gateway.print_piece p set batch_id = ?, seq = w.seq, state = 'BATCHED', state_since = ?
                  from waiting w
                 where p.id = w.id and p.batch_id is null and w.seq <= ? and (w.running <= ? or w.seq = 1)""")
                .params(Arrays.asList(supplier.value(), due.printClass().code(), due.resendOf().map(BatchId::value).orElse(null), batch.value(),
                        Timestamp.from(clock.instant()), limits.pieces(), limits.bytes()))
                .update();
    }

    /** Pieces in no batch that wait for one of these suppliers, by id. @param after the last one that was seen */
    public List<WaitingPiece> waiting(Collection<SupplierCode> suppliers, Optional<PieceId> after, int most) {
        return jdbc.sql("""
                select * from gateway.print_piece where supplier = any(?) and batch_id is null and state = 'WAITING' and id > ? order by id limit ?""")
                .params(suppliers.stream().map(SupplierCode::value).toArray(String[]::new), after.map(PieceId::value).orElse(new UUID(0, 0)), most)
                .query((row, n) -> new WaitingPiece(new PieceId(row.getObject("id", UUID.class)), new SendingId(row.getObject("sending_id", UUID.class)),
                        new SupplierCode(row.getString("supplier")), PrintClass.parse(row.getString("print_class")), terms(row)))
                .list();
    }

    /** For whom pieces wait that are in no batch. */
    public Set<SupplierCode> suppliersOfWaiting() {
        return new HashSet<>(jdbc.sql("select distinct supplier from gateway.print_piece where batch_id is null and state = 'WAITING'")
                .query((row, n) -> new SupplierCode(row.getString("supplier"))).list());
    }

    /** Gives a piece that waits to another supplier. @return false when it waits no longer, or for somebody else */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean move(WaitingPiece piece, SupplierCode to) {
        return jdbc.sql("update gateway.print_piece set supplier = ? where id = ? and supplier = ? and batch_id is null and state = 'WAITING'")
                .params(to.value(), piece.id().value(), piece.supplier().value()).update() == 1;
    }

    /** Lets the pieces of a batch that is not built any further wait for another supplier. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int release(BatchId batch, SupplierCode to) {
        return jdbc.sql("""
                update gateway.print_piece set supplier = ?, batch_id = null, seq = null, state = 'WAITING', state_since = ?
                 where batch_id = ? and state = 'BATCHED'""")
                .params(to.value(), Timestamp.from(clock.instant()), batch.value()).update();
    }

    /** Another cover sheet in the place of the first one, which ends. The new object must exist; it is kept as long as the old one was. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replaceCover(PieceId piece, DocumentId cover) {
        UUID old = jdbc.sql("select object_id from gateway.print_piece_document where piece_id = ? and role = 'COVER'").param(piece.value()).query(UUID.class).single();
        jdbc.sql("""
                update gateway.vault_object n set keep_until = o.keep_until from gateway.vault_object o where n.id = ? and o.id = ?""")
                .params(cover.value(), old).update();
        jdbc.sql("""
                update gateway.print_piece p set bytes = p.bytes - o.size_bytes + n.size_bytes from gateway.vault_object o, gateway.vault_object n
                 where p.id = ? and o.id = ? and n.id = ?""")
                .params(piece.value(), old, cover.value()).update();
        jdbc.sql("update gateway.print_piece_document set object_id = ? where piece_id = ? and role = 'COVER'").params(cover.value(), piece.value()).update();
        jdbc.sql("update gateway.vault_object set wrapped_key = null, destroyed_at = ? where id = ? and destroyed_at is null")
                .params(Timestamp.from(clock.instant()), old).update();
    }

    /** All that is not with the supplier yet, by supplier, class and day. */
    public List<PlannedPieces> planned() {
        return jdbc.sql("""
                select p.supplier, p.print_class, b.hand_over_on, min(p.queued_at) as oldest, count(*) as pieces, sum(p.sheets) as sheets,
                       count(*) filter (where (b.id is null and not\040""" + PrintHolds.FREE_PIECE + ") or (b.id is not null and not " + PrintHolds.FREE_BATCH + """
                       )) as held
                  from gateway.print_piece p left join gateway.print_batch b on b.id = p.batch_id
                 where p.state in ('WAITING', 'BATCHED') and (b.id is null or b.state in ('CLOSED', 'BUILT', 'GO_PENDING'))
                 group by p.supplier, p.print_class, b.hand_over_on order by b.hand_over_on nulls last, p.supplier, p.print_class""")
                .query((row, n) -> new PlannedPieces(new SupplierCode(row.getString("supplier")), PrintClass.parse(row.getString("print_class")),
                        Optional.ofNullable(row.getDate("hand_over_on")).map(java.sql.Date::toLocalDate), row.getTimestamp("oldest").toInstant(),
                        row.getInt("pieces"), row.getInt("sheets"), row.getInt("held")))
                .list();
    }

    /** All pieces of a batch with their documents, in their places. */
    public List<BatchedPiece> inBatch(BatchId batch) {
        Map<UUID, List<PieceDocument>> documents = new LinkedHashMap<>();
        jdbc.sql("""
                select d.piece_id, d.ordinal, d.role, d.pages, o.id, o.owner, o.sha256, o.size_bytes, o.wrapped_key
                  from gateway.print_piece p join gateway.print_piece_document d on d.piece_id = p.id
                  join gateway.vault_object o on o.id = d.object_id
                 where p.batch_id = ? and o.wrapped_key is not null order by p.seq, d.ordinal""")
                .param(batch.value())
                .query(row -> {
                    documents.computeIfAbsent(row.getObject("piece_id", UUID.class), piece -> new ArrayList<>()).add(document(row));
                });
        return jdbc.sql("select * from gateway.print_piece where batch_id = ? order by seq")
                .param(batch.value())
                .query((row, n) -> new BatchedPiece(new PieceId(row.getObject("id", UUID.class)),
                        new SendingId(row.getObject("sending_id", UUID.class)), row.getInt("seq"), row.getInt("pages"),
                        row.getInt("sheets"), PieceState.valueOf(row.getString("state")), terms(row),
                        documents.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    /** Takes a piece out of a batch that is not built. @return false when it is not in it. {@link #closeGaps} follows */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takeOut(BatchId batch, PieceId piece, String code) {
        return takeOut(batch, piece, PieceState.TAKEN_OUT, code);
    }

    /** As {@link #takeOut(BatchId, PieceId, String)}; the end is {@code TAKEN_OUT} or {@code CANCELLED}. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean takeOut(BatchId batch, PieceId piece, PieceState end, String code) {
        return jdbc.sql("""
                update gateway.print_piece set state = ?, state_since = ?, outcome_code = ?, batch_id = null, seq = null
                 where id = ? and batch_id = ? and state = 'BATCHED'""")
                .params(end.name(), Timestamp.from(clock.instant()), code, piece.value(), batch.value()).update() == 1;
    }

    /** Moves the pieces of a batch up, so that their places run from 1 without a gap again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void closeGaps(BatchId batch) {
        jdbc.sql("""
                update gateway.print_piece p set seq = n.place
                  from (select id, row_number() over (order by seq) as place from gateway.print_piece where batch_id = ?) n
                 where p.id = n.id and p.seq <> n.place""")
                .param(batch.value()).update();
    }

    /** What the supplier said about a piece, once. @return false when it was said before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean answered(PieceId piece, PieceState answer, String code) {
        return jdbc.sql("update gateway.print_piece set state = ?, state_since = ?, outcome_code = ? where id = ? and state = 'BATCHED'")
                .params(answer.name(), Timestamp.from(clock.instant()), code, piece.value()).update() == 1;
    }

    /** One piece; nobody else changes it before the end of the caller's transaction. Lock its batch first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PieceStanding> lock(PieceId piece) {
        return jdbc.sql("select * from gateway.print_piece where id = ? for update").param(piece.value()).query(Pieces::standing).optional();
    }

    public Optional<PieceStanding> find(PieceId piece) {
        return jdbc.sql("select * from gateway.print_piece where id = ?").param(piece.value()).query(Pieces::standing).optional();
    }

    /** The supplier told where a piece that is locked has come to. @param occurredAt by the supplier's clock */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(PieceId piece, PieceState state, Instant occurredAt, Optional<String> code) {
        jdbc.sql("update gateway.print_piece set state = ?, state_since = ?, status_at = ?, outcome_code = coalesce(?, outcome_code) where id = ?")
                .params(Arrays.asList(state.name(), Timestamp.from(clock.instant()), Timestamp.from(occurredAt), code.orElse(null), piece.value())).update();
    }

    private static PieceStanding standing(ResultSet row, int n) throws SQLException {
        return new PieceStanding(new PieceId(row.getObject("id", UUID.class)), new SendingId(row.getObject("sending_id", UUID.class)),
                new SupplierCode(row.getString("supplier")), Optional.ofNullable(row.getObject("batch_id", UUID.class)).map(BatchId::new), PieceState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getTimestamp("status_at")).map(Timestamp::toInstant), PrintClass.parse(row.getString("print_class")),
                row.getInt("sheets"));
    }

    private static PieceTerms terms(ResultSet row) throws SQLException {
        Array lines = row.getArray("return_lines");
        return new PieceTerms(row.getString("customer"), row.getString("document_type"), Optional.ofNullable(row.getString("purchase_order_ref")),
                lines == null ? Optional.empty()
                        : Optional.of(new PieceTerms.ReturnAddress(List.of((String[]) lines.getArray()), row.getString("return_country"))));
    }

    private static PieceDocument document(ResultSet row) throws SQLException {
        return new PieceDocument(PieceDocument.Role.valueOf(row.getString("role")), row.getInt("pages"),
                new StoredDocument(new DocumentId(row.getObject("id", UUID.class)), new AgencyCode(row.getString("owner")),
                        row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        WrappedKey.decode(row.getBytes("wrapped_key"))));
    }
}
