package io.postiljon.intake;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The content of a drop's zip, read at any place through the sealed object. For one thread; one entry at a time. */
final class DropArchive {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SeekableByteChannel zip;

    DropArchive(SeekableByteChannel zip) {
        this.zip = zip;
    }

    /**
     * The bytes of one entry, exactly as many as declared. Reading throws {@link RefusalException}: archive-too-large when more come
     * out than the entry declares, archive-malformed when it cannot be unpacked or less comes out.
     */
    InputStream open(DropSlot slot) throws IOException {
        InputStream packed = new PackedBytes(slot);
        return new UnpackedBytes(slot, switch (slot.packing()) {
            case STORED -> packed;
            case DEFLATED -> new WholeInflaterStream(packed, slot.packedBytes());
        });
    }

    private final class PackedBytes extends InputStream {
        private long at;
        private final long end;

        PackedBytes(DropSlot slot) {
            at = slot.offset();
            end = slot.offset() + slot.packedBytes();
        }

        @Override public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at >= end) {
                return -1;
            }
            zip.position(at);
            int count = zip.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, end - at)));
            if (count < 0) {
                throw refusal(Complaint.ARCHIVE_BROKEN);
            }
            at += count;
            return count;
        }
    }

    /** Inflates, and sees at the end that no packed byte was left over: nothing hides behind the end mark. */
    private static final class WholeInflaterStream extends InflaterInputStream {
        private final long packedBytes;

        /** One more byte is asked for by some versions of zlib when there is no header around the data. */
        WholeInflaterStream(InputStream packed, long packedBytes) {
            super(new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1])), new Inflater(true), BUFFER_BYTES);
            this.packedBytes = packedBytes;
        }

        @Override public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = super.read(target, offset, length);
                if (count < 0 && inf.getBytesRead() != packedBytes) {
                    throw refusal(Complaint.ARCHIVE_BROKEN);
                }
                return count;
            } catch (ZipException | EOFException notDeflated) {
                throw refusal(Complaint.ARCHIVE_BROKEN);
            }
        }

        @Override public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static final class UnpackedBytes extends FilterInputStream {
        private final long declared;
        private long counted;

        UnpackedBytes(DropSlot slot, InputStream unpacked) {
            super(unpacked);
            declared = slot.sizeBytes();
        }

        @Override public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            counted += Math.max(count, 0);
            if (counted > declared) {
                throw refusal(Complaint.ARCHIVE_SIZE, "what the zip itself declares");
            }
            if (count < 0 && counted < declared) {
                throw refusal(Complaint.ARCHIVE_BROKEN);
            }
            return count;
        }

        @Override public long skip(long wanted) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(Math.max(wanted, 0), BUFFER_BYTES)]));
        }

        @Override public boolean markSupported() {
            return false;
        }
    }

    private static RefusalException refusal(Complaint complaint, Object... arguments) {
        return RefusalException.of(Issue.ofRequest(complaint, arguments));
    }
}
