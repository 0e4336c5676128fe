package io.postiljon.store;

/** Where a drop stands. {@code RECEIVED}: whole, signed and acknowledged; its sendings are being worked through. Others are final. */
public enum DropState {
    RECEIVED, DONE, REJECTED, WITHDRAWN
}
