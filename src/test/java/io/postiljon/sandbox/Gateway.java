package io.postiljon.sandbox;

/** A running gateway of the sandbox: the production main class with the sandbox's {@code site.yaml}. */
public interface Gateway extends AutoCloseable {
    /** Stops it as an operator would. */
    @Override void close();
}
