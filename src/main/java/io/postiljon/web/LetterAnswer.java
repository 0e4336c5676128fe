package io.postiljon.web;

import io.postiljon.store.Original;
import io.postiljon.store.StoredDocument;
import java.time.Instant;
import java.util.List;

/** What somebody with a code is told. */
sealed interface LetterAnswer {
    /** Code and second factor are right. */
    record Open(Original letter, List<String> fileNames) implements LetterAnswer {
        public Open {
            fileNames = List.copyOf(fileNames);
        }

        @Override public String toString() {
            return "Open[" + letter.piece() + "]";
        }
    }

    /** One document of an open letter. */
    record Fetched(Original letter, StoredDocument document, String fileName) implements LetterAnswer {
        @Override public String toString() {
            return "Fetched[" + document.id() + "]";
        }
    }

    /** There is such a letter; says nothing about its recipient. */
    record Real(Original letter, boolean canBeFetched) implements LetterAnswer {}

    /** Code and postal code are right, and the letter is shown to the person only whom it is for: he has to log in. */
    record LoginWanted() implements LetterAnswer {}

    /** No such code, or not with this postal code: nobody learns which. */
    record Unknown() implements LetterAnswer {}

    /** The term is over, or the letter was withdrawn. */
    record Closed() implements LetterAnswer {}

    /** Too many wrong tries. */
    record Resting(Instant until) implements LetterAnswer {}
}
