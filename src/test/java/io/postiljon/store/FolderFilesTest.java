package io.postiljon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
    @TempDir Path root;

    @Test void all_old_files_are_shown_however_many() throws IOException {
        FolderFiles files = new FolderFiles(root);
        List<DocumentId> made = write(files, 2500);

        assertThat(all(files)).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test void a_page_that_is_enough_is_the_last() throws IOException {
        FolderFiles files = new FolderFiles(root);
        write(files, 1500);
        List<DocumentId> seen = new ArrayList<>();

        files.olderThan(later(), page -> {
            seen.addAll(page);
            return false;
        });

        assertThat(seen).hasSize(1000);
    }

    @Test void a_file_of_somebody_else_is_left_alone() throws IOException {
        FolderFiles files = new FolderFiles(root);
        Files.writeString(root.resolve("00/notes.sealed"), "not ours");
        Files.writeString(root.resolve("lost+found.sealed"), "not ours");

        assertThat(all(files)).isEmpty();
    }

    @Test void what_a_kill_during_a_probe_left_goes_at_start_and_stops_no_sweep_meanwhile() throws IOException {
        FolderFiles files = new FolderFiles(root);
        Path old = Files.writeString(root.resolve("probe123.tmp"), "");
        Path left = Files.writeString(root.resolve("probe/probe456.tmp"), "");

        assertThat(all(files)).isEmpty();
        new FolderFiles(root).probe();

        assertThat(Stream.of(old, left)).noneMatch(Files::exists);
        assertThat(root.resolve("probe")).isEmptyDirectory();
    }

    private static List<DocumentId> write(FolderFiles files, int count) throws IOException {
        List<DocumentId> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DocumentId id = new DocumentId(UUID.randomUUID());
            files.create(id).close();
            made.add(id);
        }
        return made;
    }

    private static List<DocumentId> all(FolderFiles files) throws IOException {
        List<DocumentId> seen = new ArrayList<>();
        files.olderThan(later(), seen::addAll);
        return seen;
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }
}
