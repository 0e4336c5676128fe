package io.postiljon.store;

import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.sending.DocumentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The vault with all that seals, whose files lie in memory and which has no database. For one thread. */
public final class VaultInMemory {
    private final Map<DocumentId, byte[]> files = new HashMap<>();
    private final Vault vault;

    public VaultInMemory() {
        Clock clock = Clock.systemUTC();
        Pkcs12KeyStore keys = keys(clock.instant());
        vault = new Vault(new Memory(), new DocumentSealer(keys), new DocumentOpener(keys), null, clock, clock,
                new ObjectsInFlight(Duration.ofMinutes(1), clock), null);
    }

    public Vault vault() {
        return vault;
    }

    /** Objects that are there, whole or in part. */
    public int size() {
        return files.size();
    }

    public byte[] content(SealedObject object) throws IOException {
        try (SeekableByteChannel open = vault.openChannel(object)) {
            return java.nio.channels.Channels.newInputStream(open).readAllBytes();
        }
    }

    public void clear() {
        List.copyOf(files.keySet()).forEach(vault::discard);
    }

    private static Pkcs12KeyStore keys(Instant now) {
        try {
            Path folder = Files.createTempDirectory("vault-in-memory");
            try {
                return Pkcs12KeyStore.create(folder.resolve("keys.p12"), folder.resolve("password"), "Test", now);
            } finally {
                for (String name : List.of("keys.p12", "password", "")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private final class Memory implements ObjectFiles {
        @Override public OutputStream create(DocumentId id) throws IOException {
            if (files.putIfAbsent(id, new byte[0]) != null) {
                throw new FileAlreadyExistsException("an object");
            }
            return new ByteArrayOutputStream() {
                @Override public void close() {
                    files.computeIfPresent(id, (same, before) -> toByteArray());
                }
            };
        }

        @Override public SeekableByteChannel open(DocumentId id) throws IOException {
            byte[] bytes = files.get(id);
            if (bytes == null) {
                throw new NoSuchFileException("an object");
            }
            return new SeekableInMemoryByteChannel(bytes);
        }

        @Override public void sync(Collection<DocumentId> ids) {}

        @Override public Instant lastWritten(DocumentId id) {
            return Instant.now();
        }

        @Override public void delete(DocumentId id) {
            files.remove(id);
        }

        @Override public void olderThan(Instant moment, Predicate<List<DocumentId>> goOn) {}

        @Override public void probe() {}
    }
}
