package io.postiljon.sending;

/**
 * How far the sendings of an agreement go. {@code REHEARSAL}: everything is checked and nothing leaves the house. {@code TRIAL}:
 * delivered, to the guests of the agency only and so many a day. {@code LIVE}: delivered. Visible in receipts, status, events and audit.
 */
public enum Mode {
    REHEARSAL, TRIAL, LIVE;

    /** The word on the wire: {@code rehearsal}, {@code trial} or {@code live}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether anything leaves the house: what went out may have arrived, and what did not is played. */
    public boolean delivers() {
        return switch (this) {
            case REHEARSAL -> false;
            case TRIAL, LIVE -> true;
        };
    }
}
