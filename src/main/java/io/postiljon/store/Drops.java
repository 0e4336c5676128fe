package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drops, what became of their messages, and the answers about them. What is written once stays: a repeat finds it and changes
 * nothing. Two acceptances at once of one name: the second gets {@link org.springframework.dao.DuplicateKeyException}.
 */
public class Drops {
    private final JdbcClient jdbc;
    private final Clock clock;

    Drops(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a drop known; its zip, when kept, is an object of the vault already ({@link Sendings#keep}). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Drop drop, Optional<DocumentId> zip) {
        jdbc.sql("""
                insert into gateway.sftp_drop (id, agency, mode, name, state, object_id, size_bytes, modified_at, sha256, message_count,
                    signature, signer, signed_at, received_at, finished_at, touched_at, trace_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(drop.id().value(), drop.agency().value(), drop.mode().name(), drop.name(), drop.state().name(),
                        zip.map(DocumentId::value).orElse(null), drop.sizeBytes(), Timestamp.from(drop.modifiedAt()),
                        drop.digest().map(Sha256::bytes).orElse(null), drop.messageCount(),
                        drop.signature().map(DropSignature::jws).orElse(null), drop.signature().map(DropSignature::thumbprint).orElse(null),
                        drop.signature().map(signature -> Timestamp.from(signature.signedAt())).orElse(null),
                        Timestamp.from(drop.receivedAt()), drop.finishedAt().map(Timestamp::from).orElse(null),
                        Timestamp.from(clock.instant()), drop.traceId()))
                .update();
    }

    /** @throws IllegalStateException when there is no such drop */
    public Drop get(DropId id) {
        return jdbc.sql("select * from gateway.sftp_drop where id = ?").param(id.value()).query(Drops::drop).optional()
                .orElseThrow(() -> new IllegalStateException("no drop " + id));
    }

    /** Waits until no other transaction works on this name, and keeps others waiting until the caller's ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockName(AgencyCode agency, String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))").param("sftp_drop " + agency.value() + " " + name)
                .query((row, n) -> n).single();
    }

    /**
     * The newest drop that is this very file, whatever became of it; none when its file was deleted and one like it came later.
     *
     * @param seenAt when the file still lay there
     */
    public Optional<Drop> sameFile(AgencyCode agency, String name, long sizeBytes, Instant modifiedAt, Instant seenAt) {
        return jdbc.sql("""
                select * from gateway.sftp_drop where agency = ? and name = ? and size_bytes = ? and modified_at = ?
                   and (removed_at is null or removed_at >= ?)
                 order by received_at desc limit 1""")
                .params(agency.value(), name, sizeBytes, Timestamp.from(modifiedAt), Timestamp.from(seenAt)).query(Drops::drop).optional();
    }

    /** The drop that has this name: received or done. */
    public Optional<Drop> named(AgencyCode agency, String name) {
        return jdbc.sql("select * from gateway.sftp_drop where agency = ? and name = ? and state in ('RECEIVED', 'DONE')")
                .params(agency.value(), name).query(Drops::drop).optional();
    }

    /** What has this name and was called back by the agency, at this moment or later. */
    public Optional<Drop> withdrawnSince(AgencyCode agency, String name, Instant moment) {
        return jdbc.sql("select * from gateway.sftp_drop where agency = ? and name = ? and state = 'WITHDRAWN' and received_at >= ? order by received_at limit 1")
                .params(agency.value(), name, Timestamp.from(moment)).query(Drops::drop).optional();
    }

    /** What has this name, was called back, and may have lain there at this moment. */
    public Optional<Drop> withdrawnThere(AgencyCode agency, String name, Instant moment) {
        return jdbc.sql("""
                select * from gateway.sftp_drop where agency = ? and name = ? and state = 'WITHDRAWN' and (removed_at is null or removed_at >= ?)
                 order by received_at desc limit 1""")
                .params(agency.value(), name, Timestamp.from(moment)).query(Drops::drop).optional();
    }

    /** The file is gone from the server; what is laid down from now on is another one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void removed(DropId id) {
        jdbc.sql("update gateway.sftp_drop set removed_at = ? where id = ? and removed_at is null")
                .params(Timestamp.from(clock.instant()), id.value()).update();
    }

    /** The sealed zip, as long as its key lives. */
    public Optional<StoredDocument> zip(DropId id) {
        return jdbc.sql("""
                select o.id, o.owner, o.ordinal, o.sha256, o.size_bytes, o.wrapped_key
                  from gateway.sftp_drop d join gateway.vault_object o on o.id = d.object_id
                 where d.id = ? and o.wrapped_key is not null""")
                .param(id.value())
                .query((row, n) -> new StoredDocument(new DocumentId(row.getObject("id", UUID.class)), new AgencyCode(row.getString("owner")),
                        row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        WrappedKey.decode(row.getBytes("wrapped_key"))))
                .optional();
    }

    /** Takes a drop for a while, so that two workers do not judge the same message; false when another has it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lease(DropId id, Duration length) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update gateway.sftp_drop set leased_until = ?, touched_at = ?
                 where id = ? and (leased_until is null or leased_until <= ?)""")
                .params(Timestamp.from(now.plus(length)), Timestamp.from(now), id.value(), Timestamp.from(now)).update() == 1;
    }

    /** Keeps a drop that somebody has for another while, from now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renew(DropId id, Duration length) {
        Instant now = clock.instant();
        jdbc.sql("update gateway.sftp_drop set leased_until = ?, touched_at = ? where id = ? and leased_until is not null")
                .params(Timestamp.from(now.plus(length)), Timestamp.from(now), id.value()).update();
    }

    /** Gives a drop back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(DropId id) {
        jdbc.sql("update gateway.sftp_drop set leased_until = null, touched_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id.value()).update();
    }

    /** Stores what became of one message, and keeps the drop for another while. The first outcome stays. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(DropId id, DropItem item, Duration lease) {
        Instant now = clock.instant();
        jdbc.sql("""
                insert into gateway.sftp_drop_item (drop_id, entry, message_reference, sending_id, problem, settled_at)
                values (?, ?, ?, ?, ?, ?) on conflict (drop_id, entry) do nothing""")
                .params(Arrays.asList(id.value(), item.entry(), item.reference().orElse(null),
                        item.outcome() instanceof DropItem.Accepted accepted ? accepted.id().value() : null,
                        item.outcome() instanceof DropItem.Refused refused ? refused.problem() : null, Timestamp.from(now)))
                .update();
        jdbc.sql("update gateway.sftp_drop set leased_until = ?, touched_at = ? where id = ?")
                .params(Timestamp.from(now.plus(lease)), Timestamp.from(now), id.value()).update();
    }

    /** Entries whose outcome is stored. */
    public Set<String> settled(DropId id) {
        return new HashSet<>(jdbc.sql("select entry from gateway.sftp_drop_item where drop_id = ?").param(id.value()).query(String.class).list());
    }

    /** All outcomes, by the name of the entry. */
    public List<DropItem> items(DropId id) {
        return jdbc.sql("""
                select i.entry, i.message_reference, i.sending_id, i.problem, s.receipt
                  from gateway.sftp_drop_item i left join gateway.sending s on s.id = i.sending_id
                 where i.drop_id = ? order by i.entry collate "C"
                """)
                .param(id.value()).query(Drops::item).list();
    }

    /** Ends the work on a drop and destroys its zip, key first; false when it is not open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean finish(DropId id, Instant at) {
        boolean open = jdbc.sql("update gateway.sftp_drop set state = 'DONE', finished_at = ?, touched_at = ? where id = ? and state = 'RECEIVED'")
                .params(Timestamp.from(at), Timestamp.from(at), id.value()).update() == 1;
        if (open) {
            jdbc.sql("""
                    update gateway.vault_object set wrapped_key = null, destroyed_at = ?
                     where id = (select object_id from gateway.sftp_drop where id = ?) and destroyed_at is null""")
                    .params(Timestamp.from(at), id.value()).update();
        }
        return open;
    }

    /** Stores an answer to be uploaded. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(DropAnswer answer) {
        jdbc.sql("insert into gateway.sftp_answer (drop_id, kind, content, signature, made_at) values (?, ?, ?, ?, ?)")
                .params(answer.drop().value(), answer.kind().name(), answer.content(), answer.signature(), Timestamp.from(clock.instant())).update();
    }

    /** Answers that are not known to be uploaded, the acknowledgement first. */
    public List<DropAnswer> pendingAnswers(DropId id) {
        return jdbc.sql("select kind, content, signature from gateway.sftp_answer where drop_id = ? and uploaded_at is null order by made_at, kind")
                .param(id.value())
                .query((row, n) -> new DropAnswer(id, DropAnswer.Kind.valueOf(row.getString("kind")), row.getBytes("content"), row.getString("signature")))
                .list();
    }

    /** The answer and its signature lie at the agency. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void uploaded(DropId id, DropAnswer.Kind kind) {
        jdbc.sql("update gateway.sftp_answer set uploaded_at = ? where drop_id = ? and kind = ? and uploaded_at is null")
                .params(Timestamp.from(clock.instant()), id.value(), kind.name()).update();
    }

    /** Drops with work left that nobody looks after: open, or with an answer not uploaded. Oldest first. */
    public List<DropId> forgotten(Duration untouched, int limit) {
        Instant now = clock.instant();
        return jdbc.sql("""
                with unfinished as (
                    select id from gateway.sftp_drop where state = 'RECEIVED'
                    union
                    select drop_id from gateway.sftp_answer where uploaded_at is null)
                select d.id from unfinished u join gateway.sftp_drop d on d.id = u.id
                 where d.touched_at < ? and (d.leased_until is null or d.leased_until < ?)
                 order by d.touched_at limit ?""")
                .params(Timestamp.from(now.minus(untouched)), Timestamp.from(now), limit)
                .query((row, n) -> new DropId(row.getObject("id", UUID.class))).list();
    }

    private static DropItem item(ResultSet row, int n) throws SQLException {
        UUID sending = row.getObject("sending_id", UUID.class);
        return new DropItem(row.getString("entry"), Optional.ofNullable(row.getString("message_reference")),
                sending == null ? new DropItem.Refused(row.getString("problem")) : new DropItem.Accepted(new SendingId(sending), row.getString("receipt")));
    }

    private static Drop drop(ResultSet row, int n) throws SQLException {
        String jws = row.getString("signature");
        byte[] digest = row.getBytes("sha256");
        return new Drop(new DropId(row.getObject("id", UUID.class)), new AgencyCode(row.getString("agency")),
                Mode.valueOf(row.getString("mode")), row.getString("name"),
                DropState.valueOf(row.getString("state")), row.getLong("size_bytes"), row.getTimestamp("modified_at").toInstant(),
                Optional.ofNullable(digest).map(Sha256::ofBytes), row.getInt("message_count"),
                jws == null ? Optional.empty() : Optional.of(new DropSignature(jws, row.getString("signer"), row.getTimestamp("signed_at").toInstant())),
                row.getTimestamp("received_at").toInstant(), Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant),
                row.getString("trace_id"));
    }
}
