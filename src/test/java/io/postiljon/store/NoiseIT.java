package io.postiljon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseIT {
    @TempDir static Path folder;
    private static StoreRoom room;

    @BeforeAll static void start() throws IOException {
        room = StoreRoom.migrated();
    }

    @AfterAll static void stop() {
        room.close();
    }

    @Test void noise_is_found_behind_more_files_than_one_round_removes() throws IOException {
        FolderFiles files = new FolderFiles(folder.resolve("vault"));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        Vault vault = new Vault(files, null, null, room.asGateway(), clock, clock, new ObjectsInFlight(Duration.ofMinutes(1), clock), settings());
        for (int i = 0; i < 2100; i++) {
            files.create(id(i)).close();
        }
        room.asGateway().sql("""
                insert into gateway.vault_object (id, kind, owner, sha256, size_bytes, wrapped_key, created_at)
                select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'DOCUMENT', 'agency', '\\x00', 1, '\\x00', now()
                  from generate_series(0, 2097) n""").update();

        int removed = vault.removeNoise();

        assertThat(removed).isEqualTo(2);
        assertThat(folder.resolve("vault/31/" + id(2097) + ".sealed")).exists();
        assertThat(folder.resolve("vault/32/" + id(2098) + ".sealed")).doesNotExist();
    }

    private static StoreSettings settings() {
        return new StoreSettings(folder.resolve("vault"), Duration.ofHours(72), Duration.ofSeconds(1), 50, Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    private static DocumentId id(int n) {
        return new DocumentId(UUID.fromString(String.format("00000000-0000-4000-8000-%012x", n)));
    }
}
