package io.postiljon.intake;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.support.ExchangeHelper;

/**
 * The SFTP operations of Camel, with looks that have a bound: a folder is read up to a limit, keeping of each entry what is asked later,
 * and one file is asked for by its name. Camel's own read each folder whole, also to say whether one file is there, and take a server's
 * "no such file" about another one that goes meanwhile for an answer about it. The looks go over a channel of their own in the same
 * connection. Whether something is there is always asked of the server, never of a listing that may have ended early. One instance
 * belongs to one consumer, and so to one thread at a time.
 */
final class AccountListing extends SftpOperations {
    private static final String ANY_PATTERN = "([*?\\\\])";

    private final int limit;
    private final AccountFolders.ListingWatch watch;
    private GenericFileEndpoint<SftpRemoteFile> folder;
    private Session session;
    private ChannelSftp looks;

    AccountListing(int limit, AccountFolders.ListingWatch watch) {
        this.limit = limit;
        this.watch = watch;
    }

    /** @param sign the first sign of the line that the server lists: {@code l} for a link */
    private record Entry(String name, String sign, long size, long modifiedMillis) implements SftpRemoteFile<Object> {
        static Entry of(String name, SftpATTRS attributes, Optional<String> line) {
            boolean link = attributes.isLink() || line.filter(text -> text.startsWith("l")).isPresent();
            return new Entry(name, link ? "l" : attributes.isDir() ? "d" : "-", attributes.getSize(), attributes.getMTime() * 1000L);
        }

        @Override public Object getRemoteFile() {
            return null;
        }

        @Override public String getFilename() {
            return name;
        }

        @Override public String getLongname() {
            return sign;
        }

        @Override public boolean isDirectory() {
            return sign.equals("d");
        }

        @Override public long getFileLength() {
            return size;
        }

        @Override public long getLastModified() {
            return modifiedMillis;
        }
    }

    @Override public void setEndpoint(GenericFileEndpoint<SftpRemoteFile> endpoint) {
        super.setEndpoint(endpoint);
        folder = endpoint;
    }

    @Override protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        session = super.createSession(configuration);
        return session;
    }

    /** What a folder holds, up to the limit, in the order of the server; or the one file that the endpoint or the path names. */
    @Override public SftpRemoteFile[] listFiles(String path) {
        String place = folder.getFileName() == null ? path
                : path + "/" + folder.getFileName().evaluate(ExchangeHelper.getDummy(folder.getCamelContext()), String.class);
        SftpATTRS attributes = attributesOf(place).orElse(null);
        if (attributes == null) {
            if (folder.getFileName() == null) {
                throw new GenericFileOperationFailedException("there is no folder of the account");
            }
            return new SftpRemoteFile[0];
        }
        return attributes.isDir() && folder.getFileName() == null ? entriesOf(place)
                : new SftpRemoteFile[] {Entry.of(place.substring(place.lastIndexOf('/') + 1), attributes, Optional.empty())};
    }

    private SftpRemoteFile[] entriesOf(String path) {
        List<Entry> found = new ArrayList<>();
        try {
            looks().ls(quoted(path), entry -> {
                String name = entry.getFilename();
                if (name.equals(".") || name.equals("..")) {
                    return LsEntrySelector.CONTINUE;
                }
                if (found.size() == limit) {
                    return LsEntrySelector.BREAK;
                }
                found.add(Entry.of(name, entry.getAttrs(), Optional.ofNullable(entry.getLongname())));
                return LsEntrySelector.CONTINUE;
            });
        } catch (SftpException unread) {
            throw new GenericFileOperationFailedException("cannot list the folder of an account", unread);
        }
        watch.listed(found.size(), found.stream().filter(entry -> !entry.isDirectory()).mapToLong(Entry::size).sum());
        return found.toArray(SftpRemoteFile[]::new);
    }

    @Override public boolean existsFile(String name) {
        return attributesOf(name).isPresent();
    }

    /** Of the file or folder itself: a link is not followed. */
    private Optional<SftpATTRS> attributesOf(String path) {
        try {
            return Optional.of(looks().lstat(quoted(path)));
        } catch (SftpException no) {
            if (no.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw new GenericFileOperationFailedException("cannot ask for a file of an account", no);
        }
    }

    private ChannelSftp looks() {
        try {
            if (session == null) {
                throw new GenericFileOperationFailedException("there is no connection to the server of the accounts");
            }
            if (looks == null || !looks.isConnected() || looks.getSession() != session) {
                looks = (ChannelSftp) session.openChannel("sftp");
                looks.connect(((RemoteFileConfiguration) folder.getConfiguration()).getConnectTimeout());
            }
            return looks;
        } catch (JSchException away) {
            throw new GenericFileOperationFailedException("cannot look into the folder of an account", away);
        }
    }

    /** The client library takes signs of a pattern for one in every path, so each of them is marked as a plain sign. */
    private static String quoted(String path) {
        return path.replaceAll(ANY_PATTERN, "\\\\$1");
    }
}
