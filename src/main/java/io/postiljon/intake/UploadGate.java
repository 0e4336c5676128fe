package io.postiljon.intake;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps each agency within what its agreement allows at once, on this node, so that none of them takes the place of another. A call
 * waits a moment for a free upload before it is refused. Safe for many threads; holds one small entry per agency.
 */
class UploadGate {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Duration patience;
    private final Map<AgencyCode, Lane> lanes = new ConcurrentHashMap<>();

    UploadGate(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Leaves the gate when closed. */
    interface Pass extends AutoCloseable {
        @Override void close();
    }

    /** Counts one call. @throws RefusalException quota */
    void count(Agreement agreement) {
        lane(agreement).count(agreement.limits().requestsPerMinute());
    }

    /** Counts one call and takes the place of one upload. @throws RefusalException quota */
    Pass enter(Agreement agreement) {
        Lane lane = lane(agreement);
        lane.count(agreement.limits().requestsPerMinute());
        lane.take();
        return lane.places::release;
    }

    private Lane lane(Agreement agreement) {
        return lanes.compute(agreement.code(), (code, lane) ->
                lane != null && lane.width == agreement.limits().concurrentUploads() ? lane : new Lane(agreement.limits().concurrentUploads()));
    }

    private final class Lane {
        private final int width;
        private final Semaphore places;
        private Instant windowStart = clock.instant();
        private int counted;

        Lane(int width) {
            this.width = width;
            this.places = new Semaphore(width, true);
        }

        synchronized void count(int most) {
            Instant now = clock.instant();
            if (!now.isBefore(windowStart.plus(WINDOW))) {
                windowStart = now;
                counted = 0;
            }
            if (counted >= most) {
                Duration rest = Duration.between(now, windowStart.plus(WINDOW));
                throw new RefusalException(Refusal.later(Issue.ofRequest(Complaint.QUOTA_REQUESTS, most), rest.plusSeconds(1)));
            }
            counted++;
        }

        void take() {
            try {
                if (places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            throw new RefusalException(Refusal.later(Issue.ofRequest(Complaint.QUOTA_UPLOADS, width), Duration.ofSeconds(5)));
        }
    }
}
