package io.postiljon.inspection;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few processes that parse PDFs, kept warm. A process that failed is replaced; one is also after many documents, so that nothing of
 * one document outlives it for long. Safe for many threads: at most so many documents wait, and none for longer than the patience.
 */
final class InspectionWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionWorkers.class);
    private static final int DOCUMENTS_OF_ONE = 5_000;

    private final List<String> command;
    private final Duration limit;
    private final Duration patience;
    private final Semaphore seats;
    private final int places;
    private final Semaphore queue;
    private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService alarms;
    private final AtomicLong killed = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean startFailed;

    /**
     * @param limit   for one document
     * @param waiting documents that may wait for a free process
     */
    InspectionWorkers(List<String> command, int workers, int waiting, Duration limit, Duration patience) {
        this.command = List.copyOf(command);
        this.limit = limit;
        this.patience = patience;
        this.seats = new Semaphore(workers, true);
        this.places = workers + waiting;
        this.queue = new Semaphore(places);
        this.alarms = Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("inspection-alarm-", 0).factory());
    }

    /** Starts one in the background; the others come when two documents meet. */
    void warmUp() {
        if (seats.tryAcquire()) {
            startInBackground();
        }
    }

    /** @throws InspectionUnavailable when too many wait, none is free in time, or none can be started */
    Report inspect(DocumentSource document, Paper paper) throws IOException {
        if (!queue.tryAcquire()) {
            throw new InspectionUnavailable("too many documents wait to be inspected");
        }
        try {
            if (!seats.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InspectionUnavailable("no process that parses PDFs became free");
            }
            return withSeat(document, paper);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InspectionUnavailable("the gateway stops");
        } finally {
            queue.release();
        }
    }

    private Report withSeat(DocumentSource document, Paper paper) throws IOException {
        WorkerProcess worker = null;
        boolean sound = false;
        try {
            for (int tries = 0; tries < 2; tries++) {
                worker = take();
                try {
                    Report report = worker.inspect(document, paper, limit);
                    sound = worker.isAlive() && worker.inspected() < DOCUMENTS_OF_ONE;
                    return report;
                } catch (WorkerProcess.Lost lost) {
                    worker.close();
                }
            }
            throw new InspectionUnavailable("processes that parse PDFs do not stay");
        } finally {
            giveBack(worker, sound);
        }
    }

    private WorkerProcess take() throws IOException {
        for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
            if (worker.isAlive()) {
                return worker;
            }
            worker.close();
        }
        try {
            return start();
        } catch (IOException notStarted) {
            throw new InspectionUnavailable("no process that parses PDFs can be started", notStarted);
        }
    }

    private WorkerProcess start() throws IOException {
        boolean started = false;
        try {
            WorkerProcess worker = WorkerProcess.start(command, alarms);
            started = true;
            return worker;
        } finally {
            startFailed = !started;
        }
    }

    private void giveBack(WorkerProcess worker, boolean sound) {
        if (sound && !closed) {
            idle.push(worker);
            seats.release();
        } else if (worker == null || closed) {
            close(worker);
            seats.release();
        } else {
            close(worker);
            killed.incrementAndGet();
            startInBackground();
        }
    }

    /** For a seat that is taken; it is free afterwards, also when nothing could be started: the next document tries again. */
    private void startInBackground() {
        Thread.ofVirtual().name("inspection-start").start(() -> {
            try {
                WorkerProcess worker = start();
                if (closed) {
                    worker.close();
                } else {
                    idle.push(worker);
                }
            } catch (IOException | RuntimeException notStarted) {
                if (!closed) {
                    LOG.warn("a process that parses PDFs cannot be started, {}", notStarted.getClass().getSimpleName());
                }
            } finally {
                seats.release();
            }
        });
    }

    /** False from a start that failed until one that does not. */
    boolean isReady() {
        return !startFailed;
    }

    /** How many were ended, by themselves or by us. */
    long ended() {
        return killed.get();
    }

    /** Documents that are inspected or wait. */
    int waiting() {
        return places - queue.availablePermits();
    }

    Deque<WorkerProcess> idle() {
        return idle;
    }

    private static void close(WorkerProcess worker) {
        if (worker != null) {
            worker.close();
        }
    }

    @Override public void close() {
        closed = true;
        idle.forEach(WorkerProcess::close);
        alarms.shutdownNow();
    }
}
