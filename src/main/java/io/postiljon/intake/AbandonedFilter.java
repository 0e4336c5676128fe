package io.postiljon.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets through zips, and parts of zips, that nobody has touched for a long time: by the time that the server gives them, and by our own
 * looks, so that neither a client that sets the time of its files nor a server whose clock is wrong has a fresh upload taken away. What
 * we saw is known in memory only: a restart begins the wait anew. Which of them has a marker, {@link AbandonedRemoval} says.
 */
public final class AbandonedFilter<T> implements GenericFileFilter<T> {
    static final Pattern PART = Pattern.compile("\\.(part|filepart|tmp)$");
    private static final int MOST_KNOWN = 10_000;

    private record Seen(long sizeBytes, long modified, Instant since) {
        boolean isStill(GenericFile<?> file) {
            return sizeBytes == file.getFileLength() && modified == file.getLastModified();
        }
    }

    private final Duration age;
    private final Clock clock;
    /** Who looks at more files than this waits longer for the removal of some. */
    private final Map<String, Seen> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** @param clock that of the wall, as the server's */
    AbandonedFilter(Duration age, Clock clock) {
        this.age = age;
        this.clock = clock;
    }

    @Override public synchronized boolean accept(GenericFile<T> file) {
        if (file.isDirectory() || DropFilter.isLink(file) || !isZipOrPart(file.getFileName()) || !file.getFileName().equals(file.getFileNameOnly())) {
            return false;
        }
        Instant now = clock.instant();
        Seen seen = known.merge(file.getAbsoluteFilePath(), new Seen(file.getFileLength(), file.getLastModified(), now),
                (before, fresh) -> before.isStill(file) ? before : fresh);
        Instant longAgo = now.minus(age);
        return !seen.since().isAfter(longAgo) && !Instant.ofEpochMilli(file.getLastModified()).isAfter(longAgo);
    }

    private static boolean isZipOrPart(String name) {
        return DropFilter.isPlain(PART.matcher(name).replaceFirst(""));
    }
}
