package io.postiljon.tracking;

/** No such sending of this agency: the same answer whether it does not exist or is another agency's. */
public class UnknownMessage extends RuntimeException {
    public UnknownMessage() {
        super("no message with this id was sent by this agency");
    }
}
