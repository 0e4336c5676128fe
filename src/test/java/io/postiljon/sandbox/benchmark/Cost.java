package io.postiljon.sandbox.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What one operation costs: processor time of the thread that does it, kernel included, and time that passes. Microseconds. */
record Cost(double cpuMicros, double wallMicros) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** One operation that is repeated. */
    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    /** Repeats the operation for as long again as it warms up. On the caller's thread. */
    static Cost of(Duration length, Operation operation) throws Exception {
        repeat(length.dividedBy(2), operation);
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        long times = repeat(length, operation);
        return new Cost((cpuNanos() - cpu) / 1e3 / times, (System.nanoTime() - wall) / 1e3 / times);
    }

    static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static long repeat(Duration length, Operation operation) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        long times = 0;
        while (System.nanoTime() < end || times == 0) {
            operation.run();
            times++;
        }
        return times;
    }
}
