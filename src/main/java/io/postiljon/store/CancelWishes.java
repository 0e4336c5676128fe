package io.postiljon.store;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which pieces somebody wants back from the print supplier, and what became of that. Changes need the caller's transaction, with the batch locked. */
public class CancelWishes {
    private final JdbcClient jdbc;
    private final Clock clock;

    CancelWishes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes a wish. An agency's outranks that of an operator. @return false when it was noted before */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean note(PieceId piece, CancelWish.Asker by) {
        return jdbc.sql("""
                insert into gateway.print_cancel as c (piece_id, asked_by, asked_at) values (?, ?, ?)
                on conflict (piece_id) do update set asked_by = excluded.asked_by
                 where c.outcome is null and c.asked_by = 'OPERATOR' and excluded.asked_by = 'AGENCY'""")
                .params(piece.value(), by.name(), Timestamp.from(clock.instant())).update() == 1;
    }

    public Optional<CancelWish> of(PieceId piece) {
        return jdbc.sql("select * from gateway.print_cancel where piece_id = ?").param(piece.value()).query(CancelWishes::read).optional();
    }

    /** The wish that nobody answered yet. */
    public Optional<CancelWish> open(PieceId piece) {
        return of(piece).filter(wish -> wish.decided().isEmpty());
    }

    /** What the agency of a sending wished, the newest. */
    public Optional<CancelWish> ofAgency(SendingId sending) {
        return jdbc.sql("""
                select c.* from gateway.print_cancel c join gateway.print_piece p on p.id = c.piece_id
                 where p.sending_id = ? and c.asked_by = 'AGENCY' order by c.asked_at desc limit 1""")
                .param(sending.value()).query(CancelWishes::read).optional();
    }

    /** @return false when it was decided before, or nobody wished it */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean decide(PieceId piece, CancelWish.Outcome outcome) {
        return jdbc.sql("update gateway.print_cancel set outcome = ?, decided_at = ? where piece_id = ? and outcome is null")
                .params(outcome.name(), Timestamp.from(clock.instant()), piece.value()).update() == 1;
    }

    /** Batches at the supplier of which pieces are wanted back that no request names, and none is on its way. */
    public List<BatchId> unasked(int limit) {
        return jdbc.sql("""
                select b.id from gateway.print_cancel c join gateway.print_piece p on p.id = c.piece_id join gateway.print_batch b on b.id = p.batch_id
                 where c.outcome is null and c.request_id is null and b.state in ('UPLOADED', 'ACKED', 'DONE')
                   and not exists (select 1 from gateway.print_batch r where r.cancels = b.id and r.state in ('CLOSED', 'BUILT', 'GO_PENDING'))
                 group by b.id order by min(c.asked_at) limit ?""")
                .param(limit).query(UUID.class).list().stream().map(BatchId::new).toList();
    }

    /** Puts all of a batch that no request names into this one. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int gather(BatchId batch, BatchId request) {
        return jdbc.sql("""
                update gateway.print_cancel c set request_id = ? from gateway.print_piece p
                 where p.id = c.piece_id and p.batch_id = ? and c.outcome is null and c.request_id is null""")
                .params(request.value(), batch.value()).update();
    }

    /** What a request asks for, in the places that the pieces have in their batch. */
    public List<PieceId> askedBy(BatchId request) {
        return jdbc.sql("select p.id from gateway.print_cancel c join gateway.print_piece p on p.id = c.piece_id where c.request_id = ? order by p.seq")
                .param(request.value()).query(UUID.class).list().stream().map(PieceId::new).toList();
    }

    /** Batches with wishes that the supplier has not answered since before a moment, and how many. */
    public List<Unanswered> unanswered(SupplierCode supplier, Instant before) {
        return jdbc.sql("""
                select p.batch_id, count(*) as pieces from gateway.print_cancel c join gateway.print_piece p on p.id = c.piece_id
                 where c.outcome is null and c.asked_at < ? and p.batch_id is not null and p.supplier = ? group by p.batch_id""")
                .params(Timestamp.from(before), supplier.value())
                .query((row, n) -> new Unanswered(new BatchId(row.getObject("batch_id", UUID.class)), row.getInt("pieces"))).list();
    }

    public record Unanswered(BatchId batch, int pieces) {}

    private static CancelWish read(ResultSet row, int n) throws SQLException {
        Optional<CancelWish.Decided> decided = Optional.ofNullable(row.getString("outcome")).isEmpty() ? Optional.empty()
                : Optional.of(new CancelWish.Decided(CancelWish.Outcome.valueOf(row.getString("outcome")), row.getTimestamp("decided_at").toInstant()));
        return new CancelWish(new PieceId(row.getObject("piece_id", UUID.class)), CancelWish.Asker.valueOf(row.getString("asked_by")),
                row.getTimestamp("asked_at").toInstant(), Optional.ofNullable(row.getObject("request_id", UUID.class)).map(BatchId::new), decided);
    }
}
