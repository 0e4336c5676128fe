package io.postiljon.intake;

import java.io.IOException;

/** The sender went away while its body was read. There is nobody left to answer. */
final class ConnectionBroken extends IOException {
    ConnectionBroken(IOException cause) {
        super("the sender went away", cause);
    }
}
