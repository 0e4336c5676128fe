package io.postiljon.sending;

/** Whom an agency in mode {@code trial} has invited. Guests are known by a keyed pseudonym per agency only. */
public interface Guests {
    /** What the list says. No answer is a no: an implementation that cannot answer throws, and the caller does not accept. */
    enum Answer { INVITED, NOT_INVITED }

    Answer about(AgencyCode agency, Guest guest);
}
