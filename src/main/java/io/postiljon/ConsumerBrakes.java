package io.postiljon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Suspends a consumer while the circuit breaker of its partner is open, and lets it run when the breaker's pause is over. */
final class ConsumerBrakes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerBrakes.class);
    private static final String REASON = "breaker";

    private final QueueConsumers consumers;
    private final Map<String, ConsumerBrake> byRoute;
    private final Clock clock;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ends =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("consumer-brakes").daemon().factory());

    ConsumerBrakes(QueueConsumers consumers, List<ConsumerBrake> brakes, Clock clock) {
        this.consumers = consumers;
        this.byRoute = brakes.stream().collect(Collectors.toUnmodifiableMap(ConsumerBrake::route, Function.identity()));
        this.clock = clock;
    }

    /** To be called after each message of a route. */
    void look(String routeId) {
        Optional.ofNullable(byRoute.get(routeId)).flatMap(brake -> brake.heldUntil().get()).ifPresent(until -> hold(routeId, until));
    }

    private void hold(String routeId, Instant until) {
        if (held.add(routeId)) {
            consumers.hold(routeId, REASON);
            LOG.warn("{} takes no message until {}: its partner is away", routeId, until);
            endAt(routeId, until);
        }
    }

    private void endAt(String routeId, Instant until) {
        long millis = Math.max(1, Duration.between(clock.instant(), until).toMillis() + 1);
        ends.schedule(() -> end(routeId), millis, TimeUnit.MILLISECONDS);
    }

    private void end(String routeId) {
        Optional<Instant> longer = byRoute.get(routeId).heldUntil().get();      // a later answer named a later time
        if (longer.isPresent()) {
            endAt(routeId, longer.get());
            return;
        }
        held.remove(routeId);
        consumers.release(routeId, REASON);
        LOG.info("{} takes messages again, one first", routeId);
    }

    @Override public void close() {
        ends.shutdownNow();
    }
}
