package io.postiljon.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps each agency within what its agreement allows, on this node, so that none of them takes the place of another. A call waits a
 * moment for a free upload before it is refused, but only so many wait. What is refused costs nothing. Safe for many threads; holds one
 * small entry per agency, which starts anew when its limits change.
 */
class UploadGate {
    private static final int WAITERS_PER_PLACE = 4;
    private static final Duration NEXT_PLACE = Duration.ofSeconds(5);

    private final TimeMeter time;
    private final Duration patience;
    private final Map<AgencyCode, Lane> lanes = new ConcurrentHashMap<>();

    UploadGate(TimeMeter time, Duration patience) {
        this.time = time;
        this.patience = patience;
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
     * Room for one body. An announced length is taken before the body is read; what did not come is given back at the close.
     *
     * @param announcedBytes below 0 when the sender did not say
     * @throws RefusalException quota
     */
    BodyAllowance body(Agreement agreement, long announcedBytes) {
        return new BodyAllowance(lane(agreement).bytes, agreement.limits().bytesPerHour(), announcedBytes);
    }

    private Lane lane(Agreement agreement) {
        return lanes.compute(agreement.code(), (code, lane) ->
                lane != null && lane.limits.equals(agreement.limits()) ? lane : new Lane(agreement.limits()));
    }

    private final class Lane {
        private final Agreement.Limits limits;
        private final Semaphore places;
        private final Bucket requests;
        private final Bucket bytes;

        Lane(Agreement.Limits limits) {
            this.limits = limits;
            this.places = new Semaphore(limits.concurrentUploads(), true);
            this.requests = full(limits.requestsPerMinute(), Duration.ofMinutes(1));
            this.bytes = full(limits.bytesPerHour(), Duration.ofHours(1));
        }

        private Bucket full(long capacity, Duration period) {
            return Bucket.builder().addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period)).withCustomTimePrecision(time).build();
        }

        void count() {
            ConsumptionProbe probe = requests.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw later(Complaint.QUOTA_REQUESTS, limits.requestsPerMinute(), probe.getNanosToWaitForRefill());
            }
        }

        void take() {
            try {
                boolean queueIsShort = places.getQueueLength() < WAITERS_PER_PLACE * limits.concurrentUploads();
                if (queueIsShort ? places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS) : places.tryAcquire()) {
                    return;
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            throw later(Complaint.QUOTA_UPLOADS, limits.concurrentUploads(), NEXT_PLACE.toNanos());
        }
    }

    /** Whole seconds, rounded up: who waits as long is let in, unless calls of his own were faster. */
    static RefusalException later(Complaint complaint, long limit, long nanosToWait) {
        return new RefusalException(Refusal.later(Issue.ofRequest(complaint, limit), Duration.ofSeconds(Math.ceilDiv(nanosToWait, 1_000_000_000L))));
    }
}
