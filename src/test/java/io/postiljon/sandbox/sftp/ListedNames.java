package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP whose listings may name files otherwise than they are called. */
final class ListedNames extends SftpSubsystemFactory {

    private final UnaryOperator<String> listedAs;

    ListedNames(UnaryOperator<String> listedAs) {
        this.listedAs = listedAs;
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
        return new SftpSubsystem(channel, this) {
            @Override
            protected void writeDirEntry(int id, DirectoryHandle dir, Map<String, Path> entries, Buffer buffer, int index, Path file, String shortName,
                    LinkOption... options) throws IOException {
                super.writeDirEntry(id, dir, entries, buffer, index, file, listedAs.apply(shortName), options);
            }
        };
    }
}
