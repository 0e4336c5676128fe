package io.postiljon.sending;

/** The way by which a sending reaches its recipient. */
public enum Channel {
    EBOX, PAPER
}
