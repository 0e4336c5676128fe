package io.postiljon.store;

import io.postiljon.sending.AgencyCode;

/** A status file as it is laid down for an agency: made once, so that each upload brings the same bytes. */
public record StatusFile(AgencyCode agency, String name, int events, byte[] content, String signature) {
    @Override public String toString() {
        return "StatusFile[" + name + ", " + events + " events]";
    }
}
