package io.postiljon.intake;

import java.net.URI;
import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.annotations.Component;

/**
 * The SFTP component of Camel for the folders into which agencies write: with all its options, but what lies there cannot cost the
 * gateway more than a bound. A listing ends after {@code listingLimit} entries, a single file is asked for by its name, and a marker is
 * found among the listed names without a walk over all of them. Scheme {@code accountSftp}. Source: ADR 0025.
 */
@Component("sftp")
final class AccountFolders extends SftpComponent {
    private final int listingLimit;
    private final ListingWatch watch;

    /** @param listingLimit entries that are read of one folder at one look; more than an agreement may allow */
    AccountFolders(int listingLimit, ListingWatch watch) {
        this.listingLimit = listingLimit;
        this.watch = watch;
    }

    /** Hears what a look into a whole folder found, on the thread that looks. */
    @FunctionalInterface
    interface ListingWatch {
        /**
         * @param entries files, folders and hidden ones; at the limit, there may be more
         * @param bytes   of the files among them
         */
        void listed(int entries, long bytes);
    }

    @Override protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int options = uri.indexOf('?');
        SftpConfiguration configuration = new SftpConfiguration(new URI(options < 0 ? uri : uri.substring(0, options)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return new AccountFolder(uri, this, configuration);
    }

    int listingLimit() {
        return listingLimit;
    }

    ListingWatch watch() {
        return watch;
    }
}
