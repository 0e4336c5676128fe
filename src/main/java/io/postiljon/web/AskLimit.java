package io.postiljon.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * How often one network may ask this node. Networks that were quiet for a whole period are forgotten, and when too many are
 * remembered, those that asked longest ago. Nothing is written anywhere. Safe for all threads.
 */
final class AskLimit {
    private final int asks;
    private final Duration period;
    private final TimeMeter time;
    private final Cache<Network, Bucket> buckets;

    AskLimit(LetterSettings settings, TimeMeter time) {
        this.asks = settings.asks();
        this.period = settings.asksPeriod();
        this.time = time;
        this.buckets = Caffeine.newBuilder().maximumSize(settings.networks()).expireAfterAccess(period)
                .ticker(time::currentTimeNanos).executor(Runnable::run).build();
    }

    /** Empty when the network may ask; else how long it should wait. */
    Optional<Duration> take(Network network) {
        ConsumptionProbe probe = buckets.get(network, unknown -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket full() {
        return Bucket.builder().addLimit(limit -> limit.capacity(asks).refillGreedy(asks, period)).withCustomTimePrecision(time).build();
    }

    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
