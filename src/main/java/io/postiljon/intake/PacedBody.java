package io.postiljon.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The body of a request with an end: it may neither be larger than its limit, nor come in slower than 1 KiB a second, nor take longer
 * than its deadline. A slow start is forgiven for 30 seconds. A silence is ended by the connector.
 */
final class PacedBody extends InputStream {
    private static final long GRACE_NANOS = 30_000_000_000L;
    private static final long BYTES_PER_SECOND = 1024;

    private final InputStream body;
    private final long limitBytes;
    private final Complaint tooLarge;
    private final long limitTold;
    private final long deadlineNanos;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long read;

    /**
     * @param tooLarge  what is wrong when the limit is passed
     * @param limitTold the limit that the sentence names
     */
    PacedBody(InputStream body, long limitBytes, Complaint tooLarge, long limitTold, Duration deadline, LongSupplier nanoTime) {
        this.body = body;
        this.limitBytes = limitBytes;
        this.tooLarge = tooLarge;
        this.limitTold = limitTold;
        this.deadlineNanos = deadline.toNanos();
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** Bytes read so far. */
    long count() {
        return read;
    }

    @Override public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = body.read(bytes, offset, length);
        } catch (IOException failed) {
            BrokenBody.complaint(failed).ifPresent(complaint -> {
                throw RefusalException.of(Issue.ofRequest(complaint));
            });
            throw new ConnectionBroken(failed);
        }
        if (count > 0) {
            read += count;
            if (read > limitBytes) {
                throw RefusalException.of(Issue.ofRequest(tooLarge, limitTold));
            }
            long elapsed = nanoTime.getAsLong() - startNanos;
            if (elapsed > deadlineNanos || elapsed > GRACE_NANOS && read < BYTES_PER_SECOND * (elapsed / 1_000_000_000L)) {
                throw RefusalException.of(Issue.ofRequest(Complaint.TOO_SLOW));
            }
        }
        return count;
    }
}
