package io.postiljon.store;

import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.SealContext;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Documents in flight and retained, sealed while they stream: chunked AEAD, one key per object, no plaintext byte on a disk.
 *
 * <p>An object exists when its row with the wrapped key is committed ({@link Sendings#accept}, {@link Sendings#keep}). Destroying
 * is the key's end, in the transaction that proves it; the file follows. Safe for many threads.
 */
public class Vault {
    private static final int SWEEP_LIMIT = 1000;

    private final ObjectFiles files;
    private final DocumentSealer sealer;
    private final DocumentOpener opener;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Clock wallClock;
    private final ObjectsInFlight inFlight;
    private final StoreSettings settings;

    /** @param wallClock the one that the times of files are compared with */
    Vault(ObjectFiles files, DocumentSealer sealer, DocumentOpener opener, JdbcClient jdbc, Clock clock, Clock wallClock,
            ObjectsInFlight inFlight, StoreSettings settings) {
        this.files = files;
        this.sealer = sealer;
        this.opener = opener;
        this.jdbc = jdbc;
        this.clock = clock;
        this.wallClock = wallClock;
        this.inFlight = inFlight;
        this.settings = settings;
    }

    /** Starts a new object under a key that exists in memory only. */
    public VaultWriter write(AgencyCode owner, DocumentId id) throws IOException {
        inFlight.writing(id);
        try {
            OutputStream file = files.create(id);
            return new VaultWriter(id, owner, sealer.seal(context(owner, id), file), file, () -> inFlight.written(id), () -> discard(id));
        } catch (IOException | RuntimeException notStarted) {
            discard(id);
            throw notStarted;
        }
    }

    /**
     * Returns when the objects survive a power cut. Call it before the transaction that makes them exist.
     *
     * @throws IOException also when an object is gone, or has waited so long that the sweep is near: whoever sent it sends it again
     */
    public void sync(Collection<SealedObject> objects) throws IOException {
        Instant tooOld = wallClock.instant().minus(settings.longestWait());
        for (SealedObject object : objects) {
            if (files.lastWritten(object.id()).isBefore(tooOld)) {
                throw new IOException("an object of the vault waited too long for its row");
            }
        }
        files.sync(objects.stream().map(SealedObject::id).toList());
    }

    /** The plaintext as a stream; each segment leaves only after its tag was checked. */
    public InputStream open(StoredDocument document) throws IOException {
        InputStream file = Channels.newInputStream(files.open(document.id()));
        return opener.open(context(document.owner(), document.id()), document.key(), file);
    }

    /** The plaintext for reading at any position. */
    public SeekableByteChannel openChannel(StoredDocument document) throws IOException {
        return opener.openChannel(context(document.owner(), document.id()), document.key(), files.open(document.id()));
    }

    /** As {@link #openChannel(StoredDocument)}, before the object exists: for looking into what has just come in. */
    public SeekableByteChannel openChannel(SealedObject object) throws IOException {
        return opener.openChannel(context(object.owner(), object.id()), object.key(), files.open(object.id()));
    }

    /** Removes the file of an object that will not exist. What cannot be removed is left to {@link #removeNoise}. */
    public void discard(DocumentId id) {
        try {
            files.delete(id);
        } catch (IOException noiseRemains) {
            // without its key the file is noise; the sweep removes it
        } finally {
            inFlight.over(id);
        }
    }

    /** Removes the files of destroyed objects. @return how many */
    public int eraseDestroyed() {
        List<UUID> destroyed = jdbc.sql("select id from gateway.vault_object where destroyed_at is not null and erased_at is null limit ?")
                .param(SWEEP_LIMIT).query(UUID.class).list();
        destroyed.forEach(id -> delete(new DocumentId(id)));
        if (!destroyed.isEmpty()) {
            jdbc.sql("update gateway.vault_object set erased_at = ? where id = any(?)")
                    .params(Timestamp.from(clock.instant()), destroyed.toArray(UUID[]::new)).update();
        }
        return destroyed.size();
    }

    /**
     * Removes old files that no row makes exist, left by refused or killed uploads; never what is in flight. Looks at all files,
     * however many are kept with right; removes at most some {@value #SWEEP_LIMIT} a call.
     *
     * @return how many
     */
    public int removeNoise() {
        AtomicInteger removed = new AtomicInteger();
        try {
            files.olderThan(wallClock.instant().minus(settings.noiseAge()), old -> {
                Set<UUID> noise = noise(old);
                noise.forEach(id -> delete(new DocumentId(id)));
                return removed.addAndGet(noise.size()) < SWEEP_LIMIT;
            });
        } catch (IOException unavailable) {
            throw new UncheckedIOException("the vault cannot be listed", unavailable);
        }
        return removed.get();
    }

    /** First who is in flight, then who has a row: what leaves the one between the two questions has its answer in the other. */
    private Set<UUID> noise(List<DocumentId> old) {
        Set<UUID> noise = new HashSet<>(old.stream().filter(id -> !inFlight.holds(id)).map(DocumentId::value).toList());
        noise.removeAll(jdbc.sql("select id from gateway.vault_object where id = any(?)")
                .param(noise.toArray(UUID[]::new)).query(UUID.class).list());
        return noise;
    }

    /** Throws when the vault does not keep what is written. */
    public void probe() throws IOException {
        files.probe();
    }

    /** The raw place of objects that are ciphertext already, such as order files. */
    ObjectFiles files() {
        return files;
    }

    private void delete(DocumentId id) {
        try {
            files.delete(id);
        } catch (IOException unavailable) {
            throw new UncheckedIOException("an object of the vault cannot be removed", unavailable);
        }
    }

    private static SealContext context(AgencyCode owner, DocumentId id) {
        return new SealContext(owner.value(), id.toString(), "document");
    }
}
