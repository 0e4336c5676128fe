/**
 * The system under faults: the gateway killed in its own process, parts taken away, disks searched, memory kept small.
 *
 * <p>Way in: the {@code *IT} classes. {@link io.postiljon.sandbox.faults.Traffic} sends as agencies do,
 * {@link io.postiljon.sandbox.faults.Reckoning} compares what was sent with what arrived. Faults are made from outside, at lines,
 * processes and simulators: the gateway knows nothing of these tests.
 */
package io.postiljon.sandbox.faults;
