package io.postiljon.tracking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How long a delivery waits after an attempt that failed. Each pause is a little longer for some deliveries than for others, so that
 * what failed together does not come back together.
 */
record WebhookSchedule(List<Duration> pauses, int jitterPercent) {
    private static final int STEPS = 1000;

    /** @param attempt from 1; empty after the last one */
    Optional<Duration> after(int attempt, UUID delivery) {
        if (attempt > pauses.size()) {
            return Optional.empty();
        }
        Duration pause = pauses.get(Math.max(attempt, 1) - 1);
        long spread = Math.floorMod(31L * delivery.hashCode() + attempt, STEPS);
        return Optional.of(pause.plusMillis(pause.toMillis() * jitterPercent * spread / (100L * STEPS)));
    }
}
