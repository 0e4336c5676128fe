package io.postiljon.sandbox.faults;

/** Ends parts of a test so that one that fails to end does not keep the others alive. */
final class Closing {
    private Closing() {}

    /** Null, for a part that was never started, is fine. */
    static void quietly(AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Exception stillRunning) {
            System.err.println("faults: a part did not end: " + stillRunning);
        }
    }
}
