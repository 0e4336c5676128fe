package io.postiljon.store;

/**
 * One answer about a drop, rendered and signed once.
 *
 * @param signature detached, over the file; lies beside it
 */
public record DropAnswer(DropId drop, Kind kind, byte[] content, String signature) {
    public enum Kind { ACK, RESULT, REJECT }

    @Override public String toString() {
        return "DropAnswer[" + drop + ", " + kind + "]";
    }
}
