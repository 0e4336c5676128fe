package io.postiljon.intake;

import io.postiljon.sending.Agreement;

/** Who is at the other end of the connection: the agreement whose registered certificate it showed. */
record Caller(Agreement agreement, String certificateThumbprint) {
    @Override public String toString() {
        return agreement.code().toString();
    }
}
