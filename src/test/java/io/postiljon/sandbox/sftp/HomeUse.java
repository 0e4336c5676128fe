package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What one home holds at the moment. Counted anew for each file that is opened for writing, so that deletions count too. */
final class HomeUse {

    private final Path home;
    private final SftpLimits limits;
    private long bytes;
    private int entries;

    HomeUse(Path home, SftpLimits limits) {
        this.home = home;
        this.limits = limits;
    }

    synchronized void recount() throws IOException {
        bytes = 0;
        entries = 0;
        // A visitor, because a file may go away during the walk.
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes += attributes.size();
                entries++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                entries++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    synchronized void claimEntry(Path path) throws FileSystemException {
        if (entries >= limits.accountFiles()) {
            throw new FileSystemException(path.toString(), null, "too many files in this account");
        }
        entries++;
    }

    synchronized void claimBytes(long growth) throws FileSystemException {
        if (bytes + growth > limits.accountBytes()) {
            throw new FileSystemException("the account has no room left");
        }
        bytes += growth;
    }
}
