package io.postiljon.print;

/** The limit of the format for one piece, its cover sheet too: the supplier refuses the whole order when one piece is above it. */
record PieceSize(long limitBytes) {
    /** @param bytes of all documents of the piece, the cover among them */
    void require(long bytes) throws Unprintable {
        if (bytes > limitBytes) {
            throw new Unprintable("too-large");
        }
    }
}
