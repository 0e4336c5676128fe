package io.postiljon.sending;

/** The queues on which sendings wait. Messages carry the id of a sending and nothing else. */
public enum WorkQueue {
    DISPATCH_ACCEPTED("dispatch.accepted"),
    EBOX_OUTGOING("ebox.outgoing"),
    PRINT_PIECES("print.pieces");

    private final String address;

    WorkQueue(String address) {
        this.address = address;
    }

    public String address() {
        return address;
    }
}
