package io.postiljon.sandbox.benchmark;

import java.time.Duration;

/**
 * What one run of the clients gave.
 *
 * @param sendingFor   how long they sent
 * @param delivered    published in the eBox while they sent
 * @param backlog      accepted and not delivered when they stopped
 * @param drain        from then until all were delivered
 * @param gatewayCpu   of the gateway's process, from the first request to the last delivery
 * @param databaseCpu  of the database's processes, likewise
 * @param peersCpu     of the benchmark's process, likewise: clients, broker, eBox
 */
record LoadResult(Senders.Harvest harvest, Duration sendingFor, long delivered, long backlog, Duration drain, Duration gatewayCpu,
        Duration databaseCpu, Duration peersCpu, long peakHeapBytes, long peakResidentBytes) {

    int accepted() {
        return harvest.acceptedNanos().length;
    }

    double acceptedPerSecond() {
        return accepted() / seconds(sendingFor);
    }

    double deliveredPerSecond() {
        return delivered / seconds(sendingFor);
    }

    /** All that was accepted, in the time until the last of it was delivered. */
    double endToEndPerSecond() {
        return accepted() / seconds(sendingFor.plus(drain));
    }

    double gatewayCpuMicros() {
        return microsEach(gatewayCpu);
    }

    double microsEach(Duration cpu) {
        return cpu.toNanos() / 1e3 / Math.max(1, accepted());
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
