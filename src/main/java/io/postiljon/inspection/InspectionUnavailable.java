package io.postiljon.inspection;

import java.io.IOException;

/** A check could not be made now. The document is neither good nor bad: whoever sent it comes back later. */
public final class InspectionUnavailable extends IOException {
    InspectionUnavailable(String what) {
        super(what);
    }

    InspectionUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
