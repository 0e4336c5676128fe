package io.postiljon.sender;

import java.io.IOException;

/** The authorisation server gave no token now; later it may. */
final class NoToken extends IOException {
    private static final long serialVersionUID = 1L;

    NoToken(String text) {
        super(text);
    }
}
