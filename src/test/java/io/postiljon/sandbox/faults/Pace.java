package io.postiljon.sandbox.faults;

import java.time.Duration;
import java.util.List;

/**
 * How long calls took: as many seconds with the broker as without it. Below a floor any time passes, unless
 * {@code -Dfaults.strict=true} (the profile {@code faults}).
 */
record Pace(List<Traffic.Call> with, List<Traffic.Call> without) {
    private static final Duration BROKER_CALL = Duration.ofSeconds(5);
    private static final Duration FLOOR = Boolean.getBoolean("faults.strict") ? Duration.ZERO : Duration.ofMillis(750);

    boolean wasKept() {
        Duration slow = p99(without);
        return slow.compareTo(p99(with).multipliedBy(2)) < 0 || slow.compareTo(FLOOR) < 0;
    }

    long slowWithout() {
        return slow(without);
    }

    /** None, on a machine that is not busy with other things. */
    long slowWith() {
        return slow(with);
    }

    private static long slow(List<Traffic.Call> calls) {
        return calls.stream().filter(call -> call.took().compareTo(BROKER_CALL) >= 0).count();
    }

    private static Duration p99(List<Traffic.Call> calls) {
        List<Duration> sorted = calls.stream().map(Traffic.Call::took).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }

    @Override public String toString() {
        return "p99 %d ms with broker (%d calls), %d ms without (%d calls)".formatted(p99(with).toMillis(), with.size(), p99(without).toMillis(), without.size());
    }
}
