package io.postiljon.print;

import io.postiljon.store.PieceId;
import java.util.Locale;

/** Reference printed on the cover and in the control zone: the id of the piece as 32 capitals and digits (limit of PBX 1.0: 35). */
final class ParcelReference {
    private ParcelReference() {}

    static String of(PieceId piece) {
        return piece.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
