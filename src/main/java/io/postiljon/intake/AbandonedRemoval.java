package io.postiljon.intake;

import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * Takes away what was never released, after the agency has its notice. A marker that came in time leaves it to the collection; what was
 * written over since the notice, or released, stays.
 */
public final class AbandonedRemoval<T> extends DropRemoval<T> {
    private final Counter removed;
    private final Clock clock;

    AbandonedRemoval(DropDesk desk, Counter removed, Clock clock) {
        super(desk);
        this.removed = removed;
        this.clock = clock;
    }

    @Override public boolean begin(GenericFileOperations<T> server, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file)
            throws Exception {
        exchange.setVariable("lookedAt", clock.instant());
        return isStillThere(server, file) && !isReleased(server, file) && super.begin(server, endpoint, exchange, file);
    }

    @Override public void commit(GenericFileOperations<T> server, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file)
            throws Exception {
        if (isStillThere(server, file) && !isReleased(server, file)) {
            super.commit(server, endpoint, exchange, file);
            removed.increment();
        }
    }

    private static boolean isReleased(GenericFileOperations<?> server, GenericFile<?> file) {
        return server.existsFile(file.getAbsoluteFilePath() + ".go") || server.existsFile(file.getAbsoluteFilePath() + DropWithdrawal.CANCEL);
    }

    private static boolean isStillThere(GenericFileOperations<?> server, GenericFile<?> file) {
        return server.existsFile(file.getAbsoluteFilePath()) && Arrays.stream(server.listFiles(file.getAbsoluteFilePath())).map(SftpRemoteFile.class::cast)
                .anyMatch(now -> now.getFileLength() == file.getFileLength() && now.getLastModified() == file.getLastModified());
    }
}
