package io.postiljon.tracking;

import io.postiljon.sending.Agreement;

/** Who asks: an agency, by the certificate of its connection. {@code traceId}: our id of the request. */
record Asker(Agreement agreement, String certificate, String traceId) {
    @Override public String toString() {
        return agreement.code().toString();
    }
}
