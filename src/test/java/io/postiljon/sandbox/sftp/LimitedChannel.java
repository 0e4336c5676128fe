package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;

/**
 * A file being written. It refuses to grow beyond the room of its account, and beyond the limit of a file as OpenSSH's server under a
 * limit of the system does: what still fits is written and the write fails; a write that begins there ends the session.
 */
final class LimitedChannel implements SeekableByteChannel {

    private final SeekableByteChannel file;
    private final HomeUse use;
    private final SftpLimits limits;
    private final Runnable endSession;
    private final BeforeWrite beforeWrite;

    /** Is told of each write, and may refuse it. */
    @FunctionalInterface
    interface BeforeWrite {
        void happens() throws IOException;
    }

    LimitedChannel(SeekableByteChannel file, HomeUse use, SftpLimits limits, Runnable endSession, BeforeWrite beforeWrite) {
        this.beforeWrite = beforeWrite;
        this.file = file;
        this.use = use;
        this.limits = limits;
        this.endSession = endSession;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        beforeWrite.happens();
        if (file.position() >= limits.fileBytes()) {
            endSession.run();
            throw new FileSystemException("the file is larger than this server takes");
        }
        int fits = (int) Math.min(source.remaining(), limits.fileBytes() - file.position());
        long growth = file.position() + fits - file.size();
        if (growth > 0) {
            use.claimBytes(growth, limits);
        }
        if (fits < source.remaining()) {
            file.write(source.slice(source.position(), fits));
            throw new FileSystemException("the file is larger than this server takes");
        }
        return file.write(source);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        file.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
