package io.postiljon.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps each agency within what its agreement allows, on this node, so that none of them takes the place of another: requests in a
 * minute, bytes in an hour, uploads at once. Requests and bytes are buckets that fill evenly, so a pause is worth as much as it is long.
 * A call waits a moment for a free upload before it is refused. Safe for many threads; holds one small entry per agency, which starts anew
 * when its limits change.
 */
class UploadGate {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MEGABYTE = 1_000_000;

    private final TimeMeter time;
    private final Duration patience;
    private final Duration refusedPause;
    private final Map<AgencyCode, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * @param patience     how long a call waits for a free upload
     * @param refusedPause how long a call above its quota waits for that answer, so that a client that repeats without a pause takes no
     *                     processor from the others
     */
    UploadGate(TimeMeter time, Duration patience, Duration refusedPause) {
        this.time = time;
        this.patience = patience;
        this.refusedPause = refusedPause;
    }

    /** Leaves the gate when closed. */
    interface Pass extends AutoCloseable {
        @Override void close();
    }

    /** Counts one call. @throws RefusalException quota */
    void count(Agreement agreement) {
        lane(agreement).count();
    }

    /** Counts one call and takes the place of one upload. @throws RefusalException quota */
    Pass enter(Agreement agreement) {
        Lane lane = lane(agreement);
        lane.count();
        lane.take();
        return lane.places::release;
    }

    /**
     * Counts the bytes of a body before they are read, as many as its sender announces; what is not announced is settled by
     * {@link #settle} afterwards. Who breaks off has used what he announced.
     *
     * @param announced length of the body; negative when it is not announced
     * @throws RefusalException quota
     */
    void requireBytes(Agreement agreement, long announced) {
        lane(agreement).requireBytes(Math.max(announced, 1));       // some room at least
    }

    /** Counts bytes that were read without having been announced, be there room for them or not: the next body waits for it. */
    void settle(Agreement agreement, long bytes) {
        if (bytes > 0) {
            lane(agreement).bytes.consumeIgnoringRateLimits(bytes);
        }
    }

    private Lane lane(Agreement agreement) {
        return lanes.compute(agreement.code(), (code, lane) -> lane != null && lane.limits.equals(agreement.limits()) ? lane : new Lane(agreement.limits()));
    }

    private final class Lane {
        private final Agreement.Limits limits;
        private final Semaphore places;
        private final Bucket requests;
        private final Bucket bytes;

        Lane(Agreement.Limits limits) {
            this.limits = limits;
            this.places = new Semaphore(limits.concurrentUploads(), true);
            this.requests = bucket(limits.requestsPerMinute(), MINUTE);
            this.bytes = bucket(limits.megabytesPerHour() * MEGABYTE, HOUR);
        }

        private Bucket bucket(long most, Duration period) {
            return Bucket.builder().addLimit(limit -> limit.capacity(most).refillGreedy(most, period)).withCustomTimePrecision(time).build();
        }

        void count() {
            var probe = requests.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw later(Complaint.QUOTA_REQUESTS, limits.requestsPerMinute(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }

        void requireBytes(long announced) {
            var probe = bytes.tryConsumeAndReturnRemaining(announced);
            if (!probe.isConsumed()) {
                throw later(Complaint.QUOTA_BYTES, limits.megabytesPerHour(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }

        void take() {
            try {
                if (places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            throw later(Complaint.QUOTA_UPLOADS, limits.concurrentUploads(), Duration.ofSeconds(5));
        }

        /** Whole seconds, rounded up: who comes back then is let in, if nobody else of the agency took the place. */
        private RefusalException later(Complaint complaint, long most, Duration wait) {
            LockSupport.parkNanos(refusedPause.toNanos());
            return new RefusalException(Refusal.later(Issue.ofRequest(complaint, most), Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds())));
        }
    }
}
