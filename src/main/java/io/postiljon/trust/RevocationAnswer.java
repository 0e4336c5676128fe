package io.postiljon.trust;

/** What an authority said to one call. A connection that failed, another status than 200 and an answer beyond the limits are no answer. */
public sealed interface RevocationAnswer {
    record Said(byte[] bytes) implements RevocationAnswer {
        @Override public String toString() {
            return "Said[" + bytes.length + " bytes]";
        }
    }

    record Nothing() implements RevocationAnswer {}
}
