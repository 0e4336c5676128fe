package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The batches. A worker takes one with a lease and changes it only from the state that it expects, while its lease is the newest.
 * Changes need the caller's transaction.
 */
public class Batches {
    /** Of the advisory lock that one closer in the whole cluster holds until its transaction ends. Any constant will do. */
    static final long CLOSER_LOCK = 0x706F_7374_0001L;

    private final JdbcClient jdbc;
    private final Clock clock;

    Batches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this transaction is the one closer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean becomeCloser() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)").param(CLOSER_LOCK).query(Boolean.class).single();
    }

    /** The next number of a supplier, sender, environment and day; given back when the transaction rolls back, so there is no gap. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int nextSequence(SupplierCode supplier, String sender, String environment, LocalDate day) {
        return jdbc.sql("""
                insert into gateway.print_sequence as s (supplier, sender, environment, day, last) values (?, ?, ?, ?, 1)
                on conflict (supplier, sender, environment, day) do update set last = s.last + 1 returning last""")
                .params(supplier.value(), sender, environment, Date.valueOf(day)).query(Integer.class).single();
    }

    /** Makes a closed batch, before its pieces are stamped. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(NewBatch batch) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                insert into gateway.print_batch (id, supplier, sender, environment, day, sequence, order_name, print_class, pieces, state,
                    state_since, closed_at, cut_off_at, hand_over_on, resend_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(batch.id().value(), batch.supplier().value(), batch.sender(), batch.environment(), Date.valueOf(batch.day()), batch.sequence(),
                        batch.orderName(), batch.printClass().code(), BatchState.CLOSED.name(), now, now,
                        Timestamp.from(batch.cutOffAt()), Date.valueOf(batch.handOverOn()), batch.resendOf().map(BatchId::value).orElse(null)))
                .update();
    }

    /** Sender and environment of a batch: its series of numbers. */
    public record Series(String sender, String environment) {}

    public Series series(BatchId id) {
        return jdbc.sql("select sender, environment from gateway.print_batch where id = ?").param(id.value())
                .query((row, n) -> new Series(row.getString("sender"), row.getString("environment"))).single();
    }

    /** Makes a request to cancel pieces of a batch. It goes where that batch went. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void closeRequest(BatchId request, BatchId cancelled, LocalDate day, int sequence, String fileName, int pieces) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                insert into gateway.print_batch (id, supplier, sender, environment, day, sequence, order_name, print_class, pieces, state, state_since,
                    closed_at, cut_off_at, hand_over_on, cancels)
                select ?, supplier, sender, environment, ?, ?, ?, print_class, ?, 'CLOSED', ?, ?, cut_off_at, hand_over_on, id
                  from gateway.print_batch where id = ?""")
                .params(request.value(), Date.valueOf(day), sequence, fileName, pieces, now, now, cancelled.value()).update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void noteSize(BatchId id, int pieces) {
        jdbc.sql("update gateway.print_batch set pieces = ? where id = ?").params(pieces, id.value()).update();
    }

    /**
     * Takes the oldest batches of any of these suppliers in these states that nobody works on and nobody holds, for one attempt. Commit
     * before the work. Requests to cancel are among them once they are built.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Batch> lease(Collection<SupplierCode> suppliers, List<BatchState> states, Duration length, int limit) {
        return lease(suppliers, states, "(b.state <> 'CLOSED' or b.cancels is null)", length, limit);
    }

    /** As {@link #lease}: a request to cancel that is to be built. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Batch> leaseRequest(Collection<SupplierCode> suppliers, Duration length) {
        return lease(suppliers, List.of(BatchState.CLOSED), "b.cancels is not null", length, 1);
    }

    private List<Batch> lease(Collection<SupplierCode> suppliers, List<BatchState> states, String which, Duration length, int limit) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update gateway.print_batch set leased_until = ?, attempt = attempt + 1, next_attempt_at = null
                 where id in (select id from gateway.print_batch b
                               where supplier = any(?) and state = any(?) and (leased_until is null or leased_until <= ?)
                                 and (next_attempt_at is null or next_attempt_at <= ?) and\040""" + which + " and " + PrintHolds.FREE_BATCH + """

                               order by day, sequence limit ? for update skip locked)
                returning *""")
                .params(Timestamp.from(now.plus(length)), suppliers.stream().map(SupplierCode::value).toArray(String[]::new), names(states), Timestamp.from(now), Timestamp.from(now), limit)
                .query(Batches::batch).list();
    }

    public Optional<Batch> find(BatchId id) {
        return jdbc.sql("select * from gateway.print_batch where id = ?").param(id.value()).query(Batches::batch).optional();
    }

    public Optional<BatchId> byOrderName(SupplierCode supplier, String orderName) {
        return jdbc.sql("select id from gateway.print_batch where supplier = ? and order_name = ?").params(supplier.value(), orderName)
                .query(UUID.class).optional().map(BatchId::new);
    }

    /** As {@link #find}; waits for other transactions that change it, and keeps them out until the caller's ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Batch> lock(BatchId id) {
        return jdbc.sql("select * from gateway.print_batch where id = ? for update").param(id.value()).query(Batches::batch).optional();
    }

    /** Keeps the order file with its totals. @return false when another worker was first: then the file is noise */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean built(Batch batch, Batch.Built built) {
        Timestamp now = Timestamp.from(clock.instant());
        BatchTotals totals = built.totals();
        jdbc.sql("""
                insert into gateway.vault_object (id, kind, owner, sha256, size_bytes, created_at) values (?, ?, 'gateway', ?, ?, ?)""")
                .params(built.file().object().value(), VaultObjectKind.ORDER.name(), built.file().digest().bytes(),
                        built.file().sizeBytes(), now)
                .update();
        return jdbc.sql("""
                update gateway.print_batch set state = 'BUILT', state_since = ?, leased_until = null, next_attempt_at = null,
                    order_object = ?, order_size = ?, order_sha256 = ?, documents = ?, pages = ?, sheets = ?, bytes = ?, hash_total = ?
                 where id = ? and state = 'CLOSED' and attempt = ?""")
                .params(now, built.file().object().value(), built.file().sizeBytes(), built.file().digest().bytes(),
                        totals.documents(), totals.pages(), totals.sheets(), totals.bytes(), totals.hashTotal().bytes(),
                        batch.id().value(), batch.attempt())
                .update() == 1;
    }

    /**
     * Moves on from the state that the batch was read in, while the lease that it was read with is the newest.
     *
     * @return false when somebody else was first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean advance(Batch batch, BatchState next) {
        if (!batch.state().mayBecome(next)) {
            throw new IllegalStateException("a batch that is " + batch.state() + " cannot become " + next);
        }
        return jdbc.sql("""
                update gateway.print_batch set state = ?, state_since = ?, leased_until = null, next_attempt_at = null,
                       handed_over_at = coalesce(handed_over_at, case when ? then cast(? as timestamptz) end)
                 where id = ? and state = ? and attempt = ?""")
                .params(next.name(), Timestamp.from(clock.instant()), next == BatchState.GO_PENDING, Timestamp.from(clock.instant()), batch.id().value(), batch.state().name(), batch.attempt()).update() == 1;
    }

    /** Takes a batch that is locked out of the hands of whoever works on it: what he makes of it is noise. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void interrupt(BatchId id) {
        jdbc.sql("update gateway.print_batch set attempt = attempt + 1, leased_until = null, next_attempt_at = null where id = ?").param(id.value()).update();
    }

    /** Whether the supplier refused the order in a way that leaves no doubt: nothing of it was printed, or will be. */
    public boolean isRefusedForSure(BatchId id) {
        return jdbc.sql("select state = 'REFUSED' and outcome_code is distinct from 'DUPLICATE_BATCH' from gateway.print_batch where id = ?")
                .param(id.value()).query(Boolean.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void noteOutcome(BatchId id, String code) {
        jdbc.sql("update gateway.print_batch set outcome_code = ? where id = ?").params(code, id.value()).update();
    }

    /** The supplier acknowledged the order. @return false when it did so before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean noteReceipt(BatchId id) {
        return jdbc.sql("update gateway.print_batch set receipt_at = ? where id = ? and receipt_at is null")
                .params(Timestamp.from(clock.instant()), id.value()).update() == 1;
    }

    /** Gives up the lease; the batch is taken again when this moment has come. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void planRetry(Batch batch, Instant nextAttemptAt) {
        jdbc.sql("update gateway.print_batch set next_attempt_at = ?, leased_until = null where id = ? and attempt = ?")
                .params(Timestamp.from(nextAttemptAt), batch.id().value(), batch.attempt()).update();
    }

    /** The order file is no longer needed; it goes after the commit, by {@link Vault#eraseDestroyed}. @return false when it went before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean destroyOrder(BatchId id) {
        return jdbc.sql("""
                update gateway.vault_object set destroyed_at = ?
                 where id = (select order_object from gateway.print_batch where id = ?) and destroyed_at is null""")
                .params(Timestamp.from(clock.instant()), id.value()).update() == 1;
    }

    public int count(SupplierCode supplier, BatchState state) {
        return jdbc.sql("select count(*) from gateway.print_batch where supplier = ? and state = ?").params(supplier.value(), state.name()).query(Integer.class).single();
    }

    /** Since when the oldest batch of a supplier in a state is in it. */
    public Optional<Instant> oldest(SupplierCode supplier, BatchState state) {
        return jdbc.sql("select state_since from gateway.print_batch where supplier = ? and state = ? order by state_since limit 1")
                .params(supplier.value(), state.name())
                .query((row, n) -> row.getTimestamp("state_since").toInstant()).optional();
    }

    /** How many answers of a supplier are kept aside. */
    public int quarantined(SupplierCode supplier) {
        return jdbc.sql("select count(*) from gateway.print_quarantine where supplier = ?").param(supplier.value()).query(Integer.class).single();
    }

    /** Batches in these states since before a moment: what an alarm looks at. */
    public int countSince(SupplierCode supplier, List<BatchState> states, Instant before) {
        return jdbc.sql("select count(*) from gateway.print_batch where supplier = ? and state = any(?) and state_since < ?")
                .params(supplier.value(), names(states), Timestamp.from(before)).query(Integer.class).single();
    }

    /** Batches in these states that were handed over before a moment. */
    public List<BatchId> handedOverBefore(SupplierCode supplier, List<BatchState> states, Instant before) {
        return jdbc.sql("select id from gateway.print_batch where supplier = ? and state = any(?) and handed_over_at < ?")
                .params(supplier.value(), names(states), Timestamp.from(before)).query(UUID.class).list().stream().map(BatchId::new).toList();
    }

    /** Keeps an answer that was not applied. @return false when the same file was kept before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean quarantine(SupplierCode supplier, String fileName, Sha256 digest, String reason, byte[] content) {
        return jdbc.sql("""
                insert into gateway.print_quarantine (supplier, file_name, sha256, reason, received_at, size_bytes, content)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(supplier.value(), fileName, digest.bytes(), reason, Timestamp.from(clock.instant()), content.length, content).update() == 1;
    }

    /** Notes an answer that was not read. @return false when the same name and size was noted before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean quarantineUnread(SupplierCode supplier, String fileName, long sizeBytes, String reason) {
        return jdbc.sql("insert into gateway.print_quarantine (supplier, file_name, reason, received_at, size_bytes) values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(supplier.value(), fileName, reason, Timestamp.from(clock.instant()), sizeBytes).update() == 1;
    }

    private static String[] names(List<BatchState> states) {
        return states.stream().map(Enum::name).toArray(String[]::new);
    }

    private static Batch batch(ResultSet row, int n) throws SQLException {
        return new Batch(new BatchId(row.getObject("id", UUID.class)), new SupplierCode(row.getString("supplier")), row.getString("order_name"),
                PrintClass.parse(row.getString("print_class")), row.getInt("pieces"), BatchState.valueOf(row.getString("state")),
                row.getTimestamp("closed_at").toInstant(), row.getTimestamp("cut_off_at").toInstant(),
                row.getDate("hand_over_on").toLocalDate(), row.getInt("attempt"), built(row), batchId(row, "cancels"), batchId(row, "resend_of"));
    }

    private static Optional<BatchId> batchId(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class)).map(BatchId::new);
    }

    private static Optional<Batch.Built> built(ResultSet row) throws SQLException {
        UUID object = row.getObject("order_object", UUID.class);
        if (object == null) {
            return Optional.empty();
        }
        return Optional.of(new Batch.Built(
                new OrderFile(new DocumentId(object), row.getLong("order_size"), Sha256.ofBytes(row.getBytes("order_sha256"))),
                new BatchTotals(row.getInt("pieces"), row.getInt("documents"), row.getInt("pages"), row.getInt("sheets"),
                        row.getLong("bytes"), Sha256.ofBytes(row.getBytes("hash_total")))));
    }
}
