package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Files with keys and passwords: only their owner may touch them (on file systems that know owners), and they are small. */
final class OwnerOnlyFile {
    static final int LIMIT_BYTES = 1024 * 1024;
    private static final int PASSWORD_MINIMUM_CHARACTERS = 16;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OwnerOnlyFile() {}

    /** @throws KeyUnavailable when it is missing, too large, or open to others */
    static byte[] read(Path file) {
        try {
            requireOwnerOnly(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
                if (bytes.length > LIMIT_BYTES) {
                    throw new KeyUnavailable("a key file has at most 1 MiB: " + file.getFileName());
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new KeyUnavailable("cannot read key file " + file.getFileName(), e);
        }
    }

    /** First line of the file. The caller overwrites it. At least 16 characters, so that no default password passes. */
    static char[] readPassword(Path file) {
        byte[] bytes = read(file);
        CharBuffer decoded = UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        int end = 0;
        while (end < decoded.limit() && decoded.get(end) != '\n' && decoded.get(end) != '\r') {
            end++;
        }
        char[] password = new char[end];
        decoded.get(password);
        Arrays.fill(decoded.array(), '\0');
        if (password.length < PASSWORD_MINIMUM_CHARACTERS) {
            throw new KeyUnavailable("the password of a key file has at least " + PASSWORD_MINIMUM_CHARACTERS + " characters");
        }
        return password;
    }

    /** A new file, synced. @throws java.nio.file.FileAlreadyExistsException rather than replace a key */
    static void create(Path file, byte[] bytes) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        syncFolder(file);
    }

    /** Replaces a file in one step: there is the old one or the new one, never half of it. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        create(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file);
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (knowsOwners(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new KeyUnavailable("only the owner may read or write key file " + file.getFileName() + ": set mode 0600");
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return knowsOwners(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void syncFolder(Path file) throws IOException {
        if (knowsOwners(file)) {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
