package io.postiljon.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How a row of {@code gateway.sending} and its JSON columns are read and written. */
final class SendingRows {
    /** What {@link #read} needs: everything but the sealed content. */
    static final String COLUMNS = "id, agency, mode, entrance, message_reference, data_category, purpose, recipient_kind, channel_wish, channel,"
            + " channel_rule, channel_data, state, state_since, accepted_at, deadline, attempt, leased_until, next_attempt_at, outcome_code, ebox_key,"
            + " ebox_message_id, ebox_expires_at, read_seen_at, receipt, trace_id";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();

    /** One row as it is read. */
    Sending read(ResultSet row, int n) throws SQLException {
        return new Sending(
                new SendingId(row.getObject("id", UUID.class)),
                new AgencyCode(row.getString("agency")),
                Mode.valueOf(row.getString("mode")),
                Entrance.valueOf(row.getString("entrance")),
                new MessageReference(row.getString("message_reference")),
                new DataCategory(row.getString("data_category")),
                new Purpose(row.getString("purpose")),
                RecipientKind.valueOf(row.getString("recipient_kind")),
                ChannelWish.valueOf(row.getString("channel_wish")),
                decision(row),
                SendingState.valueOf(row.getString("state")),
                row.getTimestamp("state_since").toInstant(),
                row.getTimestamp("accepted_at").toInstant(),
                row.getTimestamp("deadline").toInstant(),
                row.getInt("attempt"),
                instant(row, "leased_until"),
                instant(row, "next_attempt_at"),
                Optional.ofNullable(row.getString("outcome_code")),
                Optional.ofNullable(row.getObject("ebox_key", UUID.class)),
                Optional.ofNullable(row.getString("ebox_message_id")),
                instant(row, "ebox_expires_at"),
                instant(row, "read_seen_at"),
                row.getString("receipt"),
                row.getString("trace_id"));
    }

    private Optional<ChannelDecision> decision(ResultSet row) throws SQLException {
        String channel = row.getString("channel");
        if (channel == null) {
            return Optional.empty();
        }
        return Optional.of(new ChannelDecision(Channel.valueOf(channel), row.getString("channel_rule"), texts(row.getString("channel_data"))));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts could not be written as JSON", impossible);
        }
    }

    Map<String, String> texts(String stored) {
        try {
            return json.readValue(stored, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored decision is not readable", broken);
        }
    }
}
