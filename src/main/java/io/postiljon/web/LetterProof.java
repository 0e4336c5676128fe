package io.postiljon.web;

import io.postiljon.store.PieceId;

/**
 * Somebody proved by login that this letter is for him.
 *
 * @param who his pseudonym in the records of the agency and the year; there is no way back from it to a number without the key store
 */
record LetterProof(PieceId piece, String who) {
    @Override public String toString() {
        return "LetterProof[" + piece + "]";
    }
}
