package io.postiljon.store;

import java.time.Duration;

/**
 * When a batch closes: at this many pieces, at this many bytes, or when its oldest piece has waited this long.
 * A single piece above {@code bytes} makes a batch of its own.
 */
public record BatchLimits(int pieces, long bytes, Duration age) {}
