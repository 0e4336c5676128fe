package io.postiljon.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/**
 * What one body costs of the bytes of its agency: as many as were read, whatever becomes of the sending. A body larger than a whole
 * hour's bytes costs that hour, so that it can pass at all. For one thread.
 */
final class BodyAllowance implements AutoCloseable {
    private final Bucket bytes;
    private final long capacity;
    private long taken;
    private long read;

    /** @throws RefusalException quota, when an announced body has no room now */
    BodyAllowance(Bucket bytes, long capacity, long announcedBytes) {
        this.bytes = bytes;
        this.capacity = capacity;
        if (announcedBytes > 0) {
            take(Math.min(announcedBytes, capacity));
        }
    }

    /** So many more bytes were read. @throws RefusalException quota, when they were not announced and there is no room */
    void read(int count) {
        read += count;
        long due = Math.min(read, capacity) - taken;
        if (due > 0) {
            take(due);
        }
    }

    private void take(long count) {
        ConsumptionProbe probe = bytes.tryConsumeAndReturnRemaining(count);
        if (!probe.isConsumed()) {
            throw UploadGate.later(Complaint.QUOTA_BYTES, capacity, probe.getNanosToWaitForRefill());
        }
        taken += count;
    }

    /** What was announced and did not come is free again. */
    @Override public void close() {
        if (read < taken) {
            bytes.addTokens(taken - read);
            taken = read;
        }
    }
}
