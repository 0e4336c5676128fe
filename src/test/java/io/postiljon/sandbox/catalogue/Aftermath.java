package io.postiljon.sandbox.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.SandboxSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What an attack left behind: rows, bytes and records, read from the outside of the gateway. */
final class Aftermath implements AutoCloseable {
    /** Codes of refusals that were made when the documents were read, so that their digests are on record. */
    private static final Set<String> AFTER_THE_BODY = Set.of("signature-required", "signature-invalid", "signature-coverage", "signature-expired",
            "signer-mismatch", "sender-mismatch", "service-not-enabled", "category-not-authorised", "purpose-not-authorised", "dossier-not-active",
            "idempotency-conflict", "duplicate-reference", "invalid-identifier", "invalid-field", "invalid-filename", "retention-out-of-range",
            "digest-mismatch", "document-rejected");

    /** The time of a file may be as much behind the clock. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(10);

    private final Connection owner;
    private final Path vault;

    Aftermath(SandboxSystem system) throws SQLException {
        owner = system.database().connectAsOwner();
        vault = system.folder().resolve("vault");
    }

    long sendingsOf(String agency) {
        return count("select count(*) from gateway.sending where agency = '" + agency + "'");
    }

    /** R3: one record, of this code and sender, with the digests of what was sent. */
    void requireOneRecord(Seen seen, String event, String code) {
        String trace = seen.trace().orElseThrow(() -> new AssertionError("no trace id in " + seen.text()));
        String digests = AFTER_THE_BODY.contains(code) ? " and cardinality(digests) > 0" : "";
        assertThat(count("select count(*) from audit.record where outcome = 'REFUSED' and trace_id = '" + trace + "'")).as("records of " + trace).isEqualTo(1);
        assertThat(count("select count(*) from audit.record where event = '" + event + "' and trace_id = '" + trace
                + "' and detail->>'code' = '" + code + "'" + digests)).as("records of " + trace + " with " + code).isEqualTo(1);
    }

    /** The same of this caller may be on record already. */
    void requireRecordAtTheDoor(Seen seen, String code) {
        seen.trace().ifPresent(trace -> assertThat(count("select count(*) from audit.record where trace_id = '" + trace + "'")).isLessThanOrEqualTo(1));
        assertThat(count("select count(*) from audit.record where event = 'SECURITY_EVENT' and outcome = 'REFUSED' and detail->>'code' = '" + code
                + "' and at > now() - interval '2 minutes'")).as("security events with " + code).isPositive();
    }

    void requireNoRecord(Seen seen) {
        seen.trace().ifPresent(trace -> assertThat(count("select count(*) from audit.record where outcome = 'REFUSED' and trace_id = '" + trace + "'")).isZero());
    }

    /** R4: what came into the vault since then without getting a row is gone soon, or was another sending on its way. */
    void requireNoBytesLeft(Instant since) {
        Set<String> unowned = unowned(since);
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(() -> {
            unowned.retainAll(unowned(since));
            return unowned.isEmpty();
        });
    }

    private Set<String> unowned(Instant since) {
        FileTime earliest = FileTime.from(since.minus(CLOCK_STEP));
        Set<String> files = new HashSet<>();
        try (Stream<Path> all = Files.find(vault, 3, (file, attributes) -> attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(earliest) >= 0)) {
            all.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")).filter(name -> name.matches("[0-9a-f-]{36}")).forEach(files::add);
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            return unowned(since);
        }
        if (!files.isEmpty()) {
            files.removeAll(texts("select id::text from gateway.vault_object where id in (" + files.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",")) + ")"));
        }
        return files;
    }

    long count(String sql) {
        try (ResultSet rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    List<String> texts(String sql) {
        try (ResultSet rows = owner.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override public void close() throws SQLException {
        owner.close();
    }
}
