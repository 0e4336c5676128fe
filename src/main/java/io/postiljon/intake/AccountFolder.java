package io.postiljon.intake;

import org.apache.camel.Processor;
import org.apache.camel.component.file.remote.RemoteFileConsumer;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** One folder of an agency, read by an {@link AccountLook} with {@link AccountListing}. Never {@code stepwise}. */
final class AccountFolder extends SftpEndpoint {
    private final AccountFolders folders;

    AccountFolder(String uri, AccountFolders folders, SftpConfiguration configuration) {
        super(uri, folders, configuration);
        this.folders = folders;
    }

    @Override protected RemoteFileConsumer<SftpRemoteFile> buildConsumer(Processor processor) {
        return new AccountLook(this, processor, createRemoteFileOperations(), processStrategy != null ? processStrategy : createGenericFileStrategy());
    }

    @Override public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
        if (getConfiguration().isStepwise()) {
            throw new IllegalArgumentException("an accountSftp endpoint needs stepwise=false: its looks go by whole paths");
        }
        AccountListing listing = new AccountListing(folders.listingLimit(), folders.watch());
        listing.setEndpoint(this);
        return listing;
    }
}
