package io.postiljon.store;

import java.util.UUID;

/** Our id of one envelope at the print supplier; never used again for another one. */
public record PieceId(UUID value) {
    /** @throws IllegalArgumentException without the text, which may be anything */
    public static PieceId parse(String text) {
        try {
            return new PieceId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw new IllegalArgumentException("this is not the id of a piece");
        }
    }

    @Override public String toString() {
        return value.toString();
    }
}
