package io.postiljon.store;

/** One PDF of a piece, in the order of printing. */
public record PieceDocument(Role role, int pages, StoredDocument object) {
    public enum Role { COVER, MAIN, ANNEX }
}
