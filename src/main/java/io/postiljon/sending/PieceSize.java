package io.postiljon.sending;

/** The limit of the format for one piece, its cover sheet too: the supplier refuses the whole order when one piece is above it. */
public record PieceSize(long limitBytes) {
    /** More than any cover sheet has: two embedded fonts, six lines, a few paragraphs and a QR. */
    public static final long COVER_BYTES = 64 * 1024;

    /** @param bytes of all documents of the piece, the cover among them */
    public boolean holds(long bytes) {
        return bytes <= limitBytes;
    }

    /** Before there is a cover: whether these documents certainly fit in together with one. */
    public boolean leavesRoomForCover(long documentBytes) {
        return holds(documentBytes + COVER_BYTES);
    }
}
