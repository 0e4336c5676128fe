package io.postiljon.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Shows each step of the start with its time. */
public interface Progress {
    void step(String what, String where, Duration took);

    /** Runs one step and shows how long it took. */
    default <T> T timed(String what, java.util.function.Function<T, String> where, Callable<T> step) {
        Instant start = Instant.now();
        try {
            T result = step.call();
            step(what, where.apply(result), Duration.between(start, Instant.now()));
            return result;
        } catch (RuntimeException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IllegalStateException("sandbox: " + what + " did not start", fault);
        }
    }

    Progress SILENT = (what, where, took) -> {};

    Progress CONSOLE = new Progress() {
        private int number;

        @Override public synchronized void step(String what, String where, Duration took) {
            System.out.printf("  %2d. %-34s %6d ms   %s%n", ++number, what, took.toMillis(), where);
        }
    };
}
