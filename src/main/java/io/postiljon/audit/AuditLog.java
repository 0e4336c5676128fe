package io.postiljon.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.SealContext;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Appends and reads the evidence. Appending joins the caller's transaction: no state without its record, no record without its
 * state. The person is a keyed pseudonym of agency and year (searchable, not linkable across agencies) and a sealed text.
 */
public class AuditLog {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final String NOBODY = "gateway";

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;
    private final RecordSealer sealer;
    private final ObjectMapper json = new ObjectMapper();

    AuditLog(JdbcClient jdbc, Pseudonyms pseudonyms, RecordSealer sealer) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
        this.sealer = sealer;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(AuditRecord record) {
        String owner = record.agency().map(AgencyCode::value).orElse(NOBODY);
        Optional<String> number = record.subject().filter(Subject.Numbered.class::isInstance).map(Subject::personalPart);
        Optional<String> person = record.subject().map(Subject::personalPart);
        jdbc.sql("""
                insert into audit.record (at, event, outcome, agency, sending_id, actor_kind, actor_id, trace_id, mode, service,
                    purpose, data_category, subject_kind, subject_tag, personal_sealed, digests, size_bytes, state_before,
                    state_after, signature, detail, event_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, case when ? then gen_random_uuid() end)""")
                .params(Arrays.asList(
                        Timestamp.from(record.at()), record.event().name(), record.outcome().name(),
                        record.agency().map(AgencyCode::value).orElse(null), record.sending().map(SendingId::value).orElse(null),
                        record.actor().kind().name(), record.actor().id(), record.traceId(), name(record.mode()), name(record.service()),
                        record.purpose().map(Object::toString).orElse(null), record.dataCategory().map(Object::toString).orElse(null),
                        name(record.subjectKind()),
                        number.map(value -> pseudonyms.tag(keyName(record.at()), owner, value)).orElse(null),
                        person.map(value -> sealer.seal(context(owner, record), value.getBytes(StandardCharsets.UTF_8))).orElse(null),
                        record.digests().stream().map(Sha256::hex).toArray(String[]::new), record.sizeBytes(),
                        name(record.before()), name(record.after()), record.signature().orElse(null), write(record.detail()), isEvent(record)))
                .update();
    }

    /** Whether the agency hears of it ({@link StatusEvents}): the word that it sees of a sending is another one than before. */
    static boolean isEvent(AuditRecord record) {
        return record.agency().isPresent() && record.sending().isPresent() && record.after().isPresent()
                && record.before().map(before -> before.status() != record.after().get().status()).orElse(true);
    }

    /**
     * What stands in the records of an agency and year for this person: the same value as for the subject of a record, so that what he
     * did himself can be found by his number too, by whoever may search for it.
     */
    public String pseudonym(AgencyCode agency, Recipient person, Instant at) {
        return HexFormat.of().formatHex(pseudonyms.tag(keyName(at), agency.value(), person.pseudonymInput()));
    }

    /**
     * As {@link #append}, but once for the same event, sending and actor within a time: who asks each second leaves one record. Two at
     * the same moment may leave two.
     *
     * @return false when there was one already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean appendUnlessRepeated(AuditRecord record, Duration within) {
        boolean repeated = jdbc.sql("""
                select exists (select 1 from audit.record where sending_id = ? and at > ? and event = ? and actor_id = ?)""")
                .params(record.sending().orElseThrow().value(), Timestamp.from(record.at().minus(within)), record.event().name(), record.actor().id())
                .query(Boolean.class).single();
        if (!repeated) {
            append(record);
        }
        return !repeated;
    }

    /**
     * Records of one sending, oldest first, without those of its readers: what a recipient looks at is not the agency's to follow.
     *
     * @param since no record of it is older: years before are not looked at
     */
    public List<AuditEntry> history(SendingId sending, Instant since) {
        return jdbc.sql("""
                select event, outcome, actor_kind, at, state_before, state_after, detail from audit.record
                 where sending_id = ? and at >= ? and actor_kind <> 'RECIPIENT' and event not in ('STATUS_CONSULTED', 'EVIDENCE_CONSULTED')
                 order by id""")
                .params(sending.value(), Timestamp.from(since))
                .query((row, n) -> new AuditEntry(AuditEvent.valueOf(row.getString("event")), AuditOutcome.valueOf(row.getString("outcome")),
                        Actor.Kind.valueOf(row.getString("actor_kind")), row.getTimestamp("at").toInstant(),
                        Optional.ofNullable(row.getString("state_before")).map(SendingState::valueOf),
                        Optional.ofNullable(row.getString("state_after")).map(SendingState::valueOf), read(row.getString("detail"))))
                .list();
    }

    private static SealContext context(String owner, AuditRecord record) {
        return new SealContext(owner, record.sending().map(SendingId::toString).orElse("-"), keyName(record.at()));
    }

    private static String keyName(Instant at) {
        return keyName(at.atZone(BRUSSELS).getYear());
    }

    /** Name of the pseudonyms' key of one year. */
    static String keyName(int year) {
        return "audit-" + year;
    }

    private static String name(Optional<? extends Enum<?>> value) {
        return value.map(Enum::name).orElse(null);
    }

    private String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts could not be written as JSON", impossible);
        }
    }

    private Map<String, String> read(String texts) {
        try {
            return json.readValue(texts, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored record is not readable", broken);
        }
    }
}
