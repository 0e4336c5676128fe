package io.postiljon.trust;

/** What came of one call to an authority. */
public sealed interface RevocationAnswer {
    record Said(byte[] bytes) implements RevocationAnswer {
        @Override public String toString() {
            return "Said[" + bytes.length + " bytes]";
        }
    }

    /** Another status than 200, or an answer beyond the limits: worth nothing, and the next question may fare better. */
    record Unusable() implements RevocationAnswer {}

    /** The connection failed. */
    record Unreachable() implements RevocationAnswer {}
}
