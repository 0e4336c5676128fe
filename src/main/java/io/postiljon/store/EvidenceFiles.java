package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Papers of the post about sendings. Each is an object of the vault ({@link Sendings#keep}) with a key of its own. */
public class EvidenceFiles {
    private final JdbcClient jdbc;
    private final Clock clock;

    EvidenceFiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public boolean has(PieceId piece, PieceEvidence.Kind kind, Sha256 digest) {
        return jdbc.sql("select exists (select 1 from gateway.print_evidence where piece_id = ? and kind = ? and sha256 = ?)")
                .params(piece.value(), kind.name(), digest.bytes()).query(Boolean.class).single();
    }

    /** Says what an object is that exists already. @param keepUntil end of the term in which it is kept. @return false when the same paper is there */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean note(PieceId piece, PieceEvidence.Kind kind, SealedObject object, Instant keepUntil) {
        jdbc.sql("update gateway.vault_object set keep_until = ? where id = ?").params(Timestamp.from(keepUntil), object.id().value()).update();
        return jdbc.sql("""
                insert into gateway.print_evidence (object_id, piece_id, kind, sha256, received_at) values (?, ?, ?, ?, ?)
                on conflict on constraint print_evidence_once do nothing""")
                .params(object.id().value(), piece.value(), kind.name(), object.digest().bytes(), Timestamp.from(clock.instant())).update() == 1;
    }

    /** Of one sending, in the order in which they came. */
    public List<PieceEvidence> of(SendingId sending) {
        return jdbc.sql("""
                select e.object_id, e.kind, e.sha256, e.received_at, o.size_bytes from gateway.print_evidence e
                  join gateway.print_piece p on p.id = e.piece_id join gateway.vault_object o on o.id = e.object_id
                 where p.sending_id = ? and o.wrapped_key is not null order by e.received_at, e.object_id""")
                .param(sending.value())
                .query((row, n) -> new PieceEvidence(new DocumentId(row.getObject("object_id", UUID.class)),
                        PieceEvidence.Kind.valueOf(row.getString("kind")), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        row.getTimestamp("received_at").toInstant()))
                .list();
    }

    /** The object behind one of them, when it is of this sending and its key lives. */
    public Optional<StoredDocument> object(SendingId sending, DocumentId id) {
        return jdbc.sql("""
                select o.id, o.owner, o.ordinal, o.sha256, o.size_bytes, o.wrapped_key from gateway.print_evidence e
                  join gateway.vault_object o on o.id = e.object_id
                 where o.sending_id = ? and o.id = ? and o.wrapped_key is not null""")
                .params(sending.value(), id.value())
                .query((row, n) -> new StoredDocument(new DocumentId(row.getObject("id", UUID.class)), new AgencyCode(row.getString("owner")),
                        row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        WrappedKey.decode(row.getBytes("wrapped_key"))))
                .optional();
    }
}
