package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Objects as files in 256 folders, by the last byte of the id (the first bytes of an id may be a time). */
final class FolderFiles implements ObjectFiles {
    private static final String ENDING = ".sealed";
    private static final int FOLDERS = 256;
    private static final int PAGE = 1000;

    private final Path root;
    private final Path probes;

    /** Makes the folders, and removes what a kill during a probe left. They stay open to this account only. */
    FolderFiles(Path root) throws IOException {
        this.root = root;
        this.probes = root.resolve("probe");
        for (int b = 0; b < FOLDERS; b++) {
            Files.createDirectories(folder(b));
        }
        Files.createDirectories(probes);
        removeLeftProbes(root);
        removeLeftProbes(probes);
        if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(root, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override public OutputStream create(DocumentId id) throws IOException {
        return Files.newOutputStream(path(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override public SeekableByteChannel open(DocumentId id) throws IOException {
        return Files.newByteChannel(path(id), StandardOpenOption.READ);
    }

    @Override public void sync(Collection<DocumentId> ids) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (DocumentId id : ids) {
            force(path(id), StandardOpenOption.WRITE);
            folders.add(path(id).getParent());
        }
        for (Path folder : folders) {
            force(folder, StandardOpenOption.READ);
        }
    }

    @Override public Instant lastWritten(DocumentId id) throws IOException {
        return Files.getLastModifiedTime(path(id)).toInstant();
    }

    @Override public void delete(DocumentId id) throws IOException {
        Files.deleteIfExists(path(id));
    }

    @Override public void olderThan(Instant moment, Predicate<List<DocumentId>> goOn) throws IOException {
        List<DocumentId> page = new ArrayList<>();
        for (int b = 0; b < FOLDERS; b++) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(b), "*" + ENDING)) {
                for (Path file : files) {
                    if (writtenBefore(file, moment)) {
                        id(file).ifPresent(page::add);
                    }
                    if (page.size() == PAGE) {
                        if (!goOn.test(List.copyOf(page))) {
                            return;
                        }
                        page.clear();
                    }
                }
            }
        }
        if (!page.isEmpty()) {
            goOn.test(List.copyOf(page));
        }
    }

    @Override public void probe() throws IOException {
        Path probe = Files.createTempFile(probes, "probe", ".tmp");
        try {
            Files.write(probe, new byte[] {1});
            if (Files.size(probe) != 1) {
                throw new IOException("the vault does not keep what is written");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void removeLeftProbes(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "probe*.tmp")) {
            for (Path probe : left) {
                Files.deleteIfExists(probe);
            }
        }
    }

    /** Empty for a file that is not ours: its name is no id. */
    private static Optional<DocumentId> id(Path file) {
        String name = file.getFileName().toString();
        try {
            return Optional.of(DocumentId.parse(name.substring(0, name.length() - ENDING.length())));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean writtenBefore(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException erasedMeanwhile) {
            return false;
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private Path path(DocumentId id) {
        return folder((int) (id.value().getLeastSignificantBits() & 0xff)).resolve(id + ENDING);
    }

    private Path folder(int lastByte) {
        return root.resolve(String.format("%02x", lastByte));
    }
}
