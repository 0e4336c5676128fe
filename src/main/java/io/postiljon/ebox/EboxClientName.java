package io.postiljon.ebox;

import io.postiljon.sending.AgencyCode;

/** Whose credentials a call uses. */
sealed interface EboxClientName {
    /** Our own, for questions and for publishing on behalf of an agency. */
    record Platform() implements EboxClientName {}

    /** The client that is registered for the agency itself. */
    record Agency(AgencyCode code) implements EboxClientName {}
}
