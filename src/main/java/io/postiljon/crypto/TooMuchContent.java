package io.postiljon.crypto;

import java.io.IOException;

/** What was sealed or packed holds more than its reader allows; nothing of it was given out. */
public final class TooMuchContent extends IOException {
    TooMuchContent(long limitBytes) {
        super("more than " + limitBytes + " bytes come out");
    }
}
