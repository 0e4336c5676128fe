package io.postiljon.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpConsumer;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.FileUtil;

/**
 * One look into a folder. Camel looks for the marker of each file by a walk over the whole listing, which for 50,000 drops is minutes of
 * a processor at each poll; here it is one set of names for each listing. A look is one thread.
 */
final class AccountLook extends SftpConsumer {
    private SftpRemoteFile<?>[] listing;
    private Set<String> names = Set.of();

    AccountLook(AccountFolder folder, Processor processor, RemoteFileOperations<SftpRemoteFile> operations, GenericFileProcessStrategy<SftpRemoteFile> strategy) {
        super(folder, processor, operations, strategy);
    }

    @Override protected boolean pollDirectory(Exchange dynamic, String fileName, List<GenericFile<SftpRemoteFile>> fileList, int depth) {
        try {
            return super.pollDirectory(dynamic, fileName, fileList, depth);
        } finally {
            listing = null;
            names = Set.of();
        }
    }

    @Override protected boolean isMatched(Supplier<GenericFile<SftpRemoteFile>> file, String doneFileName, SftpRemoteFile[] files) {
        if (listing != files) {
            names = Arrays.stream(files).map(SftpRemoteFile::getFilename).collect(Collectors.toSet());
            listing = files;
        }
        return names.contains(FileUtil.stripPath(doneFileName));
    }
}
