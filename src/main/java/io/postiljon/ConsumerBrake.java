package io.postiljon;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A reason of a feature to let the consumer of one route wait. {@code heldUntil}: empty when it may run. */
record ConsumerBrake(String route, Supplier<Optional<Instant>> heldUntil) {}
