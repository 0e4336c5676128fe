package io.postiljon.store;

import java.util.UUID;

/** Our id of one envelope at the print supplier; never used again for another one. */
public record PieceId(UUID value) {
    public static PieceId parse(String text) {
        return new PieceId(UUID.fromString(text));
    }

    @Override public String toString() {
        return value.toString();
    }
}
