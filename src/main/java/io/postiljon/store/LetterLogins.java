package io.postiljon.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.SealContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Logins of recipients: those under way, and the few minutes after one that was right. In the database, so that any node takes the
 * answer of the provider, and so that one answer counts once. What is kept is sealed; who has the name of a login in his browser is
 * found by its digest. All methods need the caller's transaction.
 */
public class LetterLogins {
    /** {@code ASKED}: the visitor was sent to the provider. {@code KNOWN}: he came back as the right person. */
    public enum Stage { ASKED, KNOWN }

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String EVERYBODY = "recipients";

    private final JdbcClient jdbc;
    private final RecordSealer sealer;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    LetterLogins(JdbcClient jdbc, RecordSealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * Keeps one, unless there are too many.
     *
     * @param name  what nobody can guess; it goes to the browser and is not kept
     * @param limit most logins at once; two that begin at the same moment may be one more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean keep(String name, Stage stage, Map<String, String> what, Duration life, int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        byte[] digest = digest(name);
        return jdbc.sql("""
                insert into gateway.letter_login (name_digest, stage, sealed, ends_at)
                select ?, ?, ?, ? where (select count(*) from gateway.letter_login where ends_at > ?) < ?""")
                .params(digest, stage.name(), sealer.seal(context(digest), write(what)), Timestamp.from(clock.instant().plus(life)), now, limit)
                .update() == 1;
    }

    /** What was kept, and no more afterwards: whoever comes second, with the same name or on another node, finds nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Map<String, String>> take(String name, Stage stage) {
        byte[] digest = digest(name);
        return jdbc.sql("delete from gateway.letter_login where name_digest = ? and stage = ? and ends_at > ? returning sealed")
                .params(digest, stage.name(), Timestamp.from(clock.instant())).query(byte[].class).optional().map(sealed -> opened(digest, sealed));
    }

    /** What was kept; it stays. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Map<String, String>> find(String name, Stage stage) {
        byte[] digest = digest(name);
        return jdbc.sql("select sealed from gateway.letter_login where name_digest = ? and stage = ? and ends_at > ?")
                .params(digest, stage.name(), Timestamp.from(clock.instant())).query(byte[].class).optional().map(sealed -> opened(digest, sealed));
    }

    /** Notes that a document was given, and ends the login with the last one. @param ordinal 0 to 30  @param documents of the letter */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteFetched(String name, int ordinal, int documents) {
        jdbc.sql("update gateway.letter_login set fetched = fetched | ? where name_digest = ?").params(1 << ordinal, digest(name)).update();
        jdbc.sql("delete from gateway.letter_login where name_digest = ? and fetched = ?").params(digest(name), (1 << documents) - 1).update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void end(String name) {
        jdbc.sql("delete from gateway.letter_login where name_digest = ?").param(digest(name)).update();
    }

    /** Removes those whose time is over. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int removeEnded() {
        return jdbc.sql("delete from gateway.letter_login where ends_at <= ?").param(Timestamp.from(clock.instant())).update();
    }

    private static byte[] digest(String name) {
        return ContentDigest.of(name.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    private static SealContext context(byte[] digest) {
        return new SealContext(EVERYBODY, ContentDigest.ofBytes(digest).hex(), "letter-login");
    }

    private byte[] write(Map<String, String> what) {
        try {
            return json.writeValueAsBytes(what);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts could not be written as JSON", impossible);
        }
    }

    private Map<String, String> opened(byte[] digest, byte[] sealed) {
        try {
            return json.readValue(sealer.open(context(digest), sealed), TEXTS);
        } catch (IOException broken) {
            throw new IllegalStateException("a stored login is not readable: " + broken.getClass().getSimpleName());
        }
    }
}
