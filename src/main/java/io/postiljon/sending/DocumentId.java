package io.postiljon.sending;

import java.util.UUID;

/** Our id of one document, and of its object in the vault. */
public record DocumentId(UUID value) {
    public static DocumentId parse(String text) {
        return new DocumentId(UUID.fromString(text));
    }

    @Override public String toString() {
        return value.toString();
    }
}
