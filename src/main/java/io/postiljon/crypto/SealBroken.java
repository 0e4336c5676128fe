package io.postiljon.crypto;

/**
 * What was sealed does not open: changed, cut, put together from parts, of another object, or in another context. Nobody learns
 * which.
 *
 * <p>Not an {@code IOException} on purpose: a lenient parser or a server that takes each {@code IOException} for a vanished client
 * would swallow it.
 */
public final class SealBroken extends RuntimeException {
    SealBroken() {
        super("the sealed data does not open");
    }
}
