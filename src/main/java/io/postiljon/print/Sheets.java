package io.postiljon.print;

import io.postiljon.sending.PrintClass;

/** Counts sheets of paper. Each document starts on a new sheet. Source: PBX 1.0, totals. */
final class Sheets {
    private Sheets() {}

    static int of(int pages, PrintClass.Sides sides) {
        return switch (sides) {
            case SIMPLEX -> pages;
            case DUPLEX -> (pages + 1) / 2;
        };
    }
}
