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
import java.util.Set;

/** Objects as files in 256 folders, by the last byte of the id (the first bytes of an id may be a time). */
final class FolderFiles implements ObjectFiles {
    private static final String ENDING = ".sealed";

    private final Path root;

    /** Makes the folders. They stay open to this account only. */
    FolderFiles(Path root) throws IOException {
        this.root = root;
        for (int b = 0; b < 256; b++) {
            Files.createDirectories(root.resolve(String.format("%02x", b)));
        }
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

    @Override public List<DocumentId> olderThan(Instant moment, int limit) throws IOException {
        List<DocumentId> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                    for (Path file : files) {
                        if (found.size() == limit) {
                            return found;
                        }
                        if (writtenBefore(file, moment)) {
                            String name = file.getFileName().toString();
                            found.add(DocumentId.parse(name.substring(0, name.length() - ENDING.length())));
                        }
                    }
                }
            }
        }
        return found;
    }

    @Override public void probe() throws IOException {
        Path probe = Files.createTempFile(root, "probe", ".tmp");
        try {
            Files.write(probe, new byte[] {1});
            if (Files.size(probe) != 1) {
                throw new IOException("the vault does not keep what is written");
            }
        } finally {
            Files.deleteIfExists(probe);
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
        return root.resolve(String.format("%02x", id.value().getLeastSignificantBits() & 0xff)).resolve(id + ENDING);
    }
}
