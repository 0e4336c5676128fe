package io.postiljon.sending;

import java.util.UUID;

/** Our id of a sending; the messageId that agencies see. */
public record SendingId(UUID value) {
    public static SendingId parse(String text) {
        return new SendingId(UUID.fromString(text));
    }

    @Override public String toString() {
        return value.toString();
    }
}
