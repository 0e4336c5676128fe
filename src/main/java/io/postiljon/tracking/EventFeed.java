package io.postiljon.tracking;

import io.postiljon.audit.EventCursor;
import io.postiljon.audit.StatusEvent;
import io.postiljon.audit.StatusEvents;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The events of an agency from a place on, and a call that waits for the next ones. While it waits it holds a virtual thread and no
 * connection of the database; how many of one agency may wait is limited.
 */
class EventFeed {
    /** With a filter that nearly nothing passes, one call looks at no more than this many pages. */
    private static final int PAGES = 10;

    private final StatusEvents events;
    private final TrackingSettings.Events settings;
    private final Map<AgencyCode, Semaphore> waiting = new ConcurrentHashMap<>();

    EventFeed(StatusEvents events, TrackingSettings.Events settings) {
        this.events = events;
        this.settings = settings;
    }

    /** @param next the place behind all that was looked at, also when nothing of it passed the filter */
    record Page(List<StatusEvent> events, EventCursor next) {}

    /** @param types the statuses that are wanted; empty means all */
    Page read(AgencyCode agency, EventCursor after, Set<Status> types, int limit) {
        List<StatusEvent> passed = new ArrayList<>();
        EventCursor place = after;
        for (int page = 0; page < PAGES && passed.isEmpty(); page++) {
            List<StatusEvent> read = events.after(agency, place, limit);
            read.stream().filter(event -> types.isEmpty() || types.contains(event.status())).forEach(passed::add);
            if (!read.isEmpty()) {
                place = read.getLast().place();
            }
            if (read.size() < limit) {
                break;
            }
        }
        return new Page(List.copyOf(passed), place);
    }

    /**
     * As {@link #read}, but waits for the first event.
     *
     * @throws TooManyWaiting when the agency has too many calls that wait
     */
    Page await(AgencyCode agency, EventCursor after, Set<Status> types, int limit, Duration patience) {
        Page page = read(agency, after, types, limit);
        if (!page.events().isEmpty() || patience.isZero()) {
            return page;
        }
        Semaphore seats = waiting.computeIfAbsent(agency, code -> new Semaphore(settings.waiters()));
        if (!seats.tryAcquire()) {
            throw new TooManyWaiting(settings.waiters());
        }
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (page.events().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(Math.min(settings.waitPause().toMillis(), Math.max(1, (end - System.nanoTime()) / 1_000_000)));
                page = read(agency, page.next(), types, limit);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            seats.release();
        }
        return page;
    }
}
