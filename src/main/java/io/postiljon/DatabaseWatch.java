package io.postiljon;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds all consumers while the database is away, so that healthy work stays on its queue: each try would count as a fault, and three
 * make a dead letter. Who failed meanwhile went back to the broker with one try counted.
 */
final class DatabaseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final String REASON = "database";
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final QueueConsumers consumers;
    private final AtomicBoolean away = new AtomicBoolean();
    private final ScheduledExecutorService probes =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("database-watch").daemon().factory());

    DatabaseWatch(JdbcClient jdbc, QueueConsumers consumers) {
        this.jdbc = jdbc;
        this.consumers = consumers;
    }

    /** A step of a queue route found the database away. */
    void lost() {
        boolean first = away.compareAndSet(false, true);
        consumers.holdAll(REASON);
        if (first) {
            LOG.warn("the database is away: no message is taken from the broker until it is back");
            probes.schedule(this::probe, PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void probe() {
        if (!takesCommits()) {
            probes.schedule(this::probe, PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        away.set(false);
        consumers.releaseAll(REASON);
        LOG.info("the database is back: messages are taken again");
    }

    private boolean takesCommits() {
        try {
            return jdbc.sql("select not pg_is_in_recovery()").query(Boolean.class).single();
        } catch (DataAccessException stillAway) {
            return false;
        }
    }

    @Override public void close() {
        probes.shutdownNow();
    }
}
