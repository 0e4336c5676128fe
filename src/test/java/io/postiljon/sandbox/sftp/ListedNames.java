package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * SFTP whose listings may name files otherwise than they are called. An account that has its sessions gets no more: the login succeeds and
 * the subsystem is refused, as by OpenSSH's server under a limit of processes.
 */
final class ListedNames extends SftpSubsystemFactory {

    private final UnaryOperator<String> listedAs;

    ListedNames(UnaryOperator<String> listedAs) {
        this.listedAs = listedAs;
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
        ServerSession session = channel.getServerSession();
        if (session.getActiveSessionCountForUser(session.getUsername()) > session.getAttribute(GuardedFiles.LIMITS).sessions()) {
            throw new IOException("the account has as many sessions as it may have");
        }
        return new SftpSubsystem(channel, this) {
            @Override
            protected void writeDirEntry(int id, DirectoryHandle dir, Map<String, Path> entries, Buffer buffer, int index, Path file, String shortName,
                    LinkOption... options) throws IOException {
                super.writeDirEntry(id, dir, entries, buffer, index, file, listedAs.apply(shortName), options);
            }
        };
    }
}
