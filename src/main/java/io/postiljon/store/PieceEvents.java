package io.postiljon.store;

import io.postiljon.sending.ReturnReason;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the supplier told of pieces, each event once. Changes need the caller's transaction. */
public class PieceEvents {
    private final JdbcClient jdbc;
    private final Clock clock;

    PieceEvents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<PieceEvent> find(UUID id) {
        return jdbc.sql("select * from gateway.print_event where event_id = ?").param(id).query(PieceEvents::read).optional();
    }

    /** @return false when an event with this id is known; it stays as it was */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean keep(PieceEvent event, PieceEvent.Effect effect) {
        return jdbc.sql("""
                insert into gateway.print_event (event_id, piece_id, code, occurred_at, received_at, reason, handling, sheets, mail_date,
                    postal_product, barcode, envelope, effect)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(Arrays.asList(event.id(), event.piece().value(), event.code().name(), Timestamp.from(event.occurredAt()),
                        Timestamp.from(clock.instant()), event.reason().map(Enum::name).orElse(null), event.handling().map(Enum::name).orElse(null),
                        event.sheets().orElse(null), event.mailDate().map(Date::valueOf).orElse(null), event.postalProduct().orElse(null),
                        event.barcode().orElse(null), event.envelope().orElse(null), effect.name()))
                .update() == 1;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void noteEffect(UUID id, PieceEvent.Effect effect) {
        jdbc.sql("update gateway.print_event set effect = ? where event_id = ?").params(effect.name(), id).update();
    }

    /** Events of a piece that came before the supplier's result for it, in the order in which they happened. */
    public List<PieceEvent> waiting(PieceId piece) {
        return jdbc.sql("select * from gateway.print_event where piece_id = ? and effect = 'WAITS' order by occurred_at, received_at, event_id")
                .param(piece.value()).query(PieceEvents::read).list();
    }

    private static PieceEvent read(ResultSet row, int n) throws SQLException {
        int sheets = row.getInt("sheets");
        Optional<Integer> counted = row.wasNull() ? Optional.empty() : Optional.of(sheets);
        return new PieceEvent(row.getObject("event_id", UUID.class), new PieceId(row.getObject("piece_id", UUID.class)),
                PieceState.valueOf(row.getString("code")), row.getTimestamp("occurred_at").toInstant(),
                Optional.ofNullable(row.getString("reason")).map(ReturnReason::valueOf),
                Optional.ofNullable(row.getString("handling")).map(PieceEvent.Handling::valueOf), counted,
                Optional.ofNullable(row.getObject("mail_date", LocalDate.class)), Optional.ofNullable(row.getString("postal_product")),
                Optional.ofNullable(row.getString("barcode")), Optional.ofNullable(row.getString("envelope")));
    }
}
