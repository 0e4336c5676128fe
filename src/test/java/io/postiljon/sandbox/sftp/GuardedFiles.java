package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.file.root.RootedFileSystem;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** File access of all sessions: no links, no removal of standing folders, and the {@link SftpLimits} that a session has from its login. */
final class GuardedFiles implements SftpFileSystemAccessor {

    /** Of each session, from its login on. */
    static final AttributeKey<SftpLimits> LIMITS = new AttributeKey<>();

    private final Set<Path> standing;
    private final SftpWatch watch;
    private final Map<Path, HomeUse> uses = new ConcurrentHashMap<>();

    GuardedFiles(Set<Path> standing, SftpWatch watch) {
        this.watch = watch;
        this.standing = Set.copyOf(standing);
    }

    @Override
    public SeekableByteChannel openFile(SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name,
            Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (Files.isDirectory(file)) {
            throw new AccessDeniedException(file.toString());
        }
        if (!options.contains(StandardOpenOption.WRITE) && !options.contains(StandardOpenOption.APPEND)) {
            return SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes);
        }
        SftpLimits limits = limitsOf(subsystem);
        HomeUse use = use(file);
        if (!Files.exists(file)) {
            use.claimEntry(file, limits);
        }
        return new LimitedChannel(SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes),
                use, limits, () -> subsystem.getSession().close(true), () -> watch.sees(SftpWatch.Moment.BEFORE_WRITE, file.toString()));
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        use(path).claimEntry(path, limitsOf(subsystem));
        SftpFileSystemAccessor.super.createDirectory(subsystem, path);
    }

    private static SftpLimits limitsOf(SftpSubsystemProxy subsystem) {
        return subsystem.getSession().getAttribute(LIMITS);
    }

    private HomeUse use(Path path) throws IOException {
        HomeUse use = uses.computeIfAbsent(homeOf(path), home -> new HomeUse(home.resolve("in")));
        use.recount();
        return use;
    }

    @Override
    public DirectoryStream<Path> openDirectory(SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, LinkOption... options)
            throws IOException {
        watch.sees(SftpWatch.Moment.BEFORE_LISTING, folder.toString());
        return SftpFileSystemAccessor.super.openDirectory(subsystem, handle, folder, name, options);
    }

    @Override
    public void closeDirectory(SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, DirectoryStream<Path> entries)
            throws IOException {
        SftpFileSystemAccessor.super.closeDirectory(subsystem, handle, folder, name, entries);
        watch.sees(SftpWatch.Moment.AFTER_LISTING, folder.toString());
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink) {
        throw new UnsupportedOperationException("links are not supported");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path source, Path target, Collection<CopyOption> options) {
        throw new UnsupportedOperationException("copying is not supported");
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options) throws IOException {
        refuseStanding(from);
        refuseStanding(to);
        watch.sees(SftpWatch.Moment.BEFORE_RENAME, to.toString());
        SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
        watch.sees(SftpWatch.Moment.AFTER_RENAME, to.toString());
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        refuseStanding(path);
        watch.sees(SftpWatch.Moment.BEFORE_REMOVE, path.toString());
        SftpFileSystemAccessor.super.removeFile(subsystem, path, isDirectory);
    }

    private void refuseStanding(Path path) throws FileSystemException {
        Path inside = homeOf(path).resolve(path.toAbsolutePath().normalize().toString().substring(1)).normalize();
        if (standing.contains(inside)) {
            throw new AccessDeniedException(path.toString());
        }
    }

    private static Path homeOf(Path path) {
        return ((RootedFileSystem) path.getFileSystem()).getRoot();
    }
}
