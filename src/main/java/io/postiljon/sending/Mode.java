package io.postiljon.sending;

/**
 * How far the sendings of an agreement go. {@code REHEARSAL}: everything is checked and nothing leaves the house.
 * {@code LIVE}: delivered. Visible in receipts, status, events and audit.
 */
public enum Mode {
    REHEARSAL, LIVE;

    /** The word on the wire: {@code rehearsal} or {@code live}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
