package io.postiljon.sandbox.ebox;

/** Ends the work on a call; the edge turns its error into an answer. Its text holds no value of the caller. */
final class CallRefused extends RuntimeException {
    private final transient CallError error;

    CallRefused(CallError error) {
        super("refused with " + error.status() + " " + error.code(), null, false, false);
        this.error = error;
    }

    CallError error() {
        return error;
    }
}
