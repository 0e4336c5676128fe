package io.postiljon.sending;

import java.util.UUID;

/** Our id of a sending; the messageId that agencies see. */
public record SendingId(UUID value) {
    /** @throws IllegalArgumentException without the text, which may be anything */
    public static SendingId parse(String text) {
        try {
            return new SendingId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw new IllegalArgumentException("this is not the id of a sending");
        }
    }

    @Override public String toString() {
        return value.toString();
    }
}
