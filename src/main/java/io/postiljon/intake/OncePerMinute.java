package io.postiljon.intake;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** Says of each key whether it is the first time in this minute. Holds at most 10,000 keys: who makes more is not told apart any more. */
final class OncePerMinute {
    private static final int MOST = 10_000;
    private static final int SECONDS = 60;

    private final Clock clock;
    private final Set<String> seen = new HashSet<>();
    private long minute;

    OncePerMinute(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isFirst(String key) {
        long now = clock.instant().getEpochSecond() / SECONDS;
        if (now != minute) {
            minute = now;
            seen.clear();
        }
        return seen.size() < MOST && seen.add(key);
    }
}
