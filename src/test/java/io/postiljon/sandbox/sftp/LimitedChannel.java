package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;

/** A file being written: refuses to grow beyond the file limit (also by a write at a far offset) or the room of the account. */
final class LimitedChannel implements SeekableByteChannel {

    private final SeekableByteChannel file;
    private final HomeUse use;
    private final long fileLimitBytes;
    private final BeforeWrite beforeWrite;

    /** Is told of each write, and may refuse it. */
    @FunctionalInterface
    interface BeforeWrite {
        void happens() throws IOException;
    }

    LimitedChannel(SeekableByteChannel file, HomeUse use, long fileLimitBytes, BeforeWrite beforeWrite) {
        this.beforeWrite = beforeWrite;
        this.file = file;
        this.use = use;
        this.fileLimitBytes = fileLimitBytes;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        beforeWrite.happens();
        long end = Math.addExact(file.position(), source.remaining());
        if (end > fileLimitBytes) {
            throw new FileSystemException("the file is larger than this server takes");
        }
        long growth = end - file.size();
        if (growth > 0) {
            use.claimBytes(growth);
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
