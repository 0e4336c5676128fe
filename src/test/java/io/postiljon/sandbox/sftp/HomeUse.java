package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What lies in the folder {@code in} of one account at the moment, whichever session put it there. Counted anew for each file that is opened
 * for writing, so that deletions count too.
 */
final class HomeUse {

    private final Path in;
    private long bytes;
    private int entries;

    HomeUse(Path in) {
        this.in = in;
    }

    synchronized void recount() throws IOException {
        bytes = 0;
        entries = 0;
        // A visitor, because a file may go away during the walk.
        Files.walkFileTree(in, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes += attributes.size();
                entries++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                entries += folder.equals(in) ? 0 : 1;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    synchronized void claimEntry(Path path, SftpLimits limits) throws FileSystemException {
        if (entries >= limits.accountFiles()) {
            throw new FileSystemException(path.toString(), null, "too many files in this account");
        }
        entries++;
    }

    synchronized void claimBytes(long growth, SftpLimits limits) throws FileSystemException {
        if (growth > limits.accountBytes() - bytes) {
            throw new FileSystemException("the account has no room left");
        }
        bytes += growth;
    }
}
