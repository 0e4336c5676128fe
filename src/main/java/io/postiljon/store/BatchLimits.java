package io.postiljon.store;

/** When a batch is full: at this many pieces or this many bytes. A single piece above {@code bytes} makes a batch of its own. */
public record BatchLimits(int pieces, long bytes) {}
