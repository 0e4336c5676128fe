package io.postiljon.sender;

/** A file that cannot be sent as it is; the text says where and how to mend it, and repeats nothing of what is in it. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String text) {
        super(text);
    }
}
