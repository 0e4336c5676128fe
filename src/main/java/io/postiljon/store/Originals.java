package io.postiljon.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.SealContext;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What recipients of letters on paper can fetch. The code of a letter is kept as a keyed tag, and so are its postal code and the
 * person who may log in: from the database alone nobody can open a letter, or find out where and to whom it went. Changes need the caller's transaction.
 */
public class Originals {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final String CODE_KEY = "download-code";
    private static final String FACTOR_KEY = "download-factor";
    private static final String PERSON_KEY = "download-person";
    private static final String EVERYBODY = "recipients";         // a code says nothing about the agency, so it is looked for under one key

    /** True for a cover sheet {@code v} that nobody prints any more. */
    private static final String COVER_IS_DONE = """
            exists (select 1 from gateway.print_piece p join gateway.print_piece_document d on d.piece_id = p.id
                     where p.sending_id = v.sending_id and d.object_id = v.id and p.state not in ('WAITING', 'BATCHED'))""";
    /** True for a sending {@code s} on paper whose address no letter needs any more. */
    private static final String ADDRESS_IS_DONE = """
            (s.content_key is not null and exists (select 1 from gateway.print_piece p where p.sending_id = s.id)
                and (s.state in ('DELIVERED', 'REFUSED', 'NOT_COLLECTED', 'RETURNED')
                     or s.state in ('FAILED', 'LOST', 'HANDED_TO_POST')
                        and (s.state_since <= ? or not exists (select 1 from gateway.vault_object k
                                                                where k.sending_id = s.id and k.kind = 'DOCUMENT' and k.destroyed_at is null))))""";

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;
    private final RecordSealer sealer;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    Originals(JdbcClient jdbc, Pseudonyms pseudonyms, RecordSealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** Lets the recipient of a piece fetch its documents. The piece must be stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void offer(PieceId piece, AgencyCode agency, NewOriginal original) {
        jdbc.sql("""
                insert into gateway.paper_original (piece_id, agency, code_tag, factor, factor_tag, person_tag, sender, names_sealed, available_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(piece.value(), agency.value(), codeTag(original.code()), original.factor().name(),
                        original.factor().asksPostcode() ? factorTag(agency, piece, original.postalCode()) : null,
                        original.factor().asksLogin() ? personTag(agency, piece, original.person().orElseThrow()) : null, original.sender(),
                        sealer.seal(context(agency, piece), write(original.fileNames())), Timestamp.from(original.availableUntil())))
                .update();
    }

    /** The letter of a code, also after its term. */
    public Optional<Original> byCode(DownloadCode code) {
        return byCode(code, "");
    }

    /** As {@link #byCode}; nobody else tries this code before the end of the caller's transaction, so that no try is left uncounted. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Original> lock(DownloadCode code) {
        return byCode(code, " for update of o");
    }

    private Optional<Original> byCode(DownloadCode code, String lock) {
        return jdbc.sql("""
                select o.*, p.sending_id, p.queued_at, p.pages, p.sheets from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id
                 where o.code_tag = ?""" + lock)
                .param(codeTag(code))
                .query((row, n) -> original(row, documents(row.getObject("piece_id", UUID.class))))
                .optional();
    }

    /**
     * Whether the postal code is right, or none is asked. Takes as long when there is no such letter, so that the time does not tell.
     *
     * @param typed anything that somebody may type
     */
    public boolean isRight(Optional<Original> original, String typed) {
        PieceId piece = original.map(Original::piece).orElseGet(() -> new PieceId(new UUID(0, 0)));
        AgencyCode agency = original.map(Original::agency).orElseGet(() -> new AgencyCode("nobody"));
        boolean same = isSame("factor_tag", piece, factorTag(agency, piece, typed));
        return original.filter(found -> !found.factor().asksPostcode() || same).isPresent();
    }

    /** Whether this person is the one whom the letter is for. Of a letter that asks no login nobody is. */
    public boolean isFor(Original original, Insz person) {
        return isSame("person_tag", original.piece(), personTag(original.agency(), original.piece(), person)) && original.factor().asksLogin();
    }

    private boolean isSame(String column, PieceId piece, byte[] given) {
        Optional<byte[]> stored = jdbc.sql("select " + column + " from gateway.paper_original where piece_id = ? and " + column + " is not null")
                .param(piece.value()).query(byte[].class).optional();
        return ContentDigest.ofBytes(stored.orElseGet(() -> new byte[given.length])).equals(ContentDigest.ofBytes(given));
    }

    /** Counts a wrong second factor. @param since start of the time in which tries are counted together */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteWrongTry(PieceId piece, Instant since) {
        jdbc.sql("""
                update gateway.paper_original set wrong_tries = case when tried_since > ? then wrong_tries + 1 else 1 end,
                       tried_since = case when tried_since > ? then tried_since else ? end
                 where piece_id = ?""")
                .params(Timestamp.from(since), Timestamp.from(since), Timestamp.from(clock.instant()), piece.value()).update();
    }

    /** File names of the documents, in their order; empty when the letter is closed. */
    public List<String> fileNames(Original original) {
        return jdbc.sql("select names_sealed from gateway.paper_original where piece_id = ? and names_sealed is not null")
                .param(original.piece().value())
                .query(byte[].class).optional()
                .map(sealed -> read(sealer.open(context(original.agency(), original.piece()), sealed))).orElse(List.of());
    }

    /** The letter of a piece, when its recipient can or could fetch it. */
    public Optional<Original> of(PieceId piece) {
        return jdbc.sql("""
                select o.*, p.sending_id, p.queued_at, p.pages, p.sheets from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id
                 where o.piece_id = ?""")
                .param(piece.value())
                .query((row, n) -> original(row, documents(row.getObject("piece_id", UUID.class))))
                .optional();
    }

    /** Another code for a letter whose cover sheet nobody has seen: the one before opens nothing any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renewCode(PieceId piece, DownloadCode code) {
        jdbc.sql("update gateway.paper_original set code_tag = ? where piece_id = ?").params(codeTag(code), piece.value()).update();
    }

    /** The letter of a sending, when its recipient can or could fetch it. Nobody else changes it before the end of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Original> lock(SendingId sending) {
        return jdbc.sql("""
                select o.*, p.sending_id, p.queued_at, p.pages, p.sheets from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id
                 where p.sending_id = ? and not exists (select 1 from gateway.print_piece n where n.replaces = p.id) for update of o""")
                .param(sending.value())
                .query((row, n) -> original(row, documents(row.getObject("piece_id", UUID.class))))
                .optional();
    }

    /** Moves the end of the term, and with it that of documents which are kept for the recipient only. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveTerm(Original original, Instant end) {
        jdbc.sql("update gateway.paper_original set available_until = ? where piece_id = ?")
                .params(Timestamp.from(end), original.piece().value()).update();
        jdbc.sql("""
                update gateway.vault_object set keep_until = ?
                 where sending_id = ? and kind in ('DOCUMENT', 'COVER') and destroyed_at is null and keep_until = ?""")
                .params(Timestamp.from(end), original.sending().value(), Timestamp.from(original.availableUntil())).update();
    }

    /**
     * Sendings of which something has to go: documents or covers past their term, covers that are printed, letters that close, addresses
     * that no letter needs any more. At most 500.
     *
     * @param resendTerm how long after its end a letter can be printed anew
     */
    public List<SendingId> due(Duration resendTerm) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                select distinct sending_id from (
                    select v.sending_id from gateway.vault_object v join gateway.sending s on s.id = v.sending_id
                     where v.keep_until <= ? and v.destroyed_at is null
                       and s.state not in ('ACCEPTED', 'EBOX_CHOSEN', 'IN_DOUBT', 'PAPER_CHOSEN', 'PRINT_QUEUED')
                    union all
                    select v.sending_id from gateway.vault_object v
                     where v.kind = 'COVER' and v.destroyed_at is null and\040""" + COVER_IS_DONE + """

                    union all
                    select p.sending_id from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id
                     where o.closed_at is null and o.available_until <= ?
                    union all
                    select p.sending_id from gateway.print_piece p join gateway.paper_original o on p.id = o.piece_id
                     where o.closed_at is null and p.state in ('REJECTED', 'TAKEN_OUT', 'CANCELLED')
                    union all
                    select p.sending_id from gateway.print_piece n join gateway.print_piece p on p.id = n.replaces
                      join gateway.paper_original o on o.piece_id = p.id
                     where o.closed_at is null
                    union all
                    select s.id from gateway.sending s where\040""" + ADDRESS_IS_DONE + """
                ) as something
                 limit 500""")
                .params(now, now, Timestamp.from(clock.instant().minus(resendTerm)))
                .query((row, n) -> new SendingId(row.getObject("sending_id", UUID.class))).list();
    }

    /** Destroys documents that are past their term, key first. @return what they were */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DocumentFate> destroyDueDocuments(SendingId sending) {
        return destroy(sending, "v.kind = 'DOCUMENT' and v.keep_until <= ?");
    }

    /** Destroys a cover sheet that is past its term, or that nobody prints any more, key first. @return what it was */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DocumentFate> destroyDueCover(SendingId sending) {
        return destroy(sending, """
                v.kind = 'COVER' and (v.keep_until <= ? or\040""" + COVER_IS_DONE + ")");
    }

    /** Destroys the content of a sending on paper, and the address in it, when its letter can no longer be printed anew. @return false when it is needed, or gone */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean destroyDueContent(SendingId sending, Duration resendTerm) {
        return jdbc.sql("update gateway.sending s set content_sealed = null, content_key = null where s.id = ? and " + ADDRESS_IS_DONE)
                .params(sending.value(), Timestamp.from(clock.instant().minus(resendTerm))).update() == 1;
    }

    private List<DocumentFate> destroy(SendingId sending, String which) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("update gateway.vault_object v set wrapped_key = null, destroyed_at = ? where v.sending_id = ? and v.destroyed_at is null and "
                        + which + " returning v.ordinal, v.sha256, v.size_bytes")
                .params(now, sending.value(), now)
                .query((row, n) -> new DocumentFate(row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        Optional.of(now.toInstant())))
                .list();
    }

    /** Ends what the recipient can do with the code of a letter that is due; sender, day, pages and digests can still be checked. @return false when it was not due */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean closeDue(SendingId sending) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                update gateway.paper_original o set closed_at = ?, names_sealed = null, factor_tag = null, person_tag = null from gateway.print_piece p
                 where p.id = o.piece_id and p.sending_id = ? and o.closed_at is null
                   and (o.available_until <= ? or p.state in ('REJECTED', 'TAKEN_OUT', 'CANCELLED')
                        or exists (select 1 from gateway.print_piece n where n.replaces = p.id))""")
                .params(now, sending.value(), now).update() > 0;
    }

    private List<Original.Document> documents(UUID piece) {
        return jdbc.sql("""
                select v.ordinal, d.pages, v.sha256, v.size_bytes, v.wrapped_key is not null as there
                  from gateway.print_piece_document d join gateway.vault_object v on v.id = d.object_id
                 where d.piece_id = ? and d.role <> 'COVER' order by d.ordinal""")
                .param(piece)
                .query((row, n) -> new Original.Document(row.getInt("ordinal"), row.getInt("pages"), Sha256.ofBytes(row.getBytes("sha256")),
                        row.getLong("size_bytes"), row.getBoolean("there")))
                .list();
    }

    private static Original original(ResultSet row, List<Original.Document> documents) throws SQLException {
        return new Original(new PieceId(row.getObject("piece_id", UUID.class)), new SendingId(row.getObject("sending_id", UUID.class)),
                new AgencyCode(row.getString("agency")), row.getString("sender"), row.getTimestamp("queued_at").toInstant(), row.getInt("pages"),
                row.getInt("sheets"), SecondFactor.valueOf(row.getString("factor")), row.getTimestamp("available_until").toInstant(),
                SendingRows.instant(row, "closed_at"), row.getInt("wrong_tries"), SendingRows.instant(row, "tried_since"), documents);
    }

    private byte[] codeTag(DownloadCode code) {
        return pseudonyms.tag(CODE_KEY, EVERYBODY, code.joined());
    }

    /** As it was printed and as it is typed: letters and digits count, spaces and hyphens do not. */
    private byte[] factorTag(AgencyCode agency, PieceId piece, String postalCode) {
        return pseudonyms.tag(FACTOR_KEY, agency.value(), piece + " " + postalCode.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""));
    }

    /** Under a key of its own, and with the piece in it: tags of two letters to one person cannot be joined. */
    private byte[] personTag(AgencyCode agency, PieceId piece, Insz person) {
        return pseudonyms.tag(PERSON_KEY, agency.value(), piece + " " + person.digits());
    }

    private static SealContext context(AgencyCode agency, PieceId piece) {
        return new SealContext(agency.value(), piece.toString(), "original");
    }

    private byte[] write(List<String> names) {
        try {
            return json.writeValueAsBytes(names);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of texts could not be written as JSON", impossible);
        }
    }

    private List<String> read(byte[] names) {
        try {
            return json.readValue(names, NAMES);
        } catch (IOException broken) {
            throw new IllegalStateException("stored file names are not readable: " + broken.getClass().getSimpleName());
        }
    }
}
