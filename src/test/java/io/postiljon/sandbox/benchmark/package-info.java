/**
 * How fast the gateway is, and how much of its cost could not be avoided. Not a test: it asserts nothing about speed.
 *
 * <p>Way in: {@link io.postiljon.sandbox.benchmark.ThroughputBenchmark}. Must never be part of {@code mvn verify} without its profile:
 * it takes minutes and wants the machine for itself.
 */
package io.postiljon.sandbox.benchmark;
