package io.postiljon.access;

/**
 * One thing that is wrong in an agreement file, and how to mend it. Never holds a value from the file.
 *
 * @param file    name of the file in the folder of the agreements
 * @param line    line number from 1; 0 when the whole file is meant
 * @param pointer JSON Pointer to the member (RFC 6901); empty when the whole file is meant
 * @param text    what is wrong and what belongs there
 */
public record AgreementProblem(String file, int line, String pointer, String text) {
    @Override public String toString() {
        return file + (line > 0 ? ":" + line : "") + (pointer.isEmpty() ? "" : " " + pointer) + ": " + text;
    }

    /** The top-level member in which the fault lies; {@code ?} when its name is no name, as a stray line of text makes one. */
    String member() {
        String member = pointer.isEmpty() ? "" : pointer.substring(1).split("/", 2)[0];
        return member.matches("[A-Za-z]{0,40}") ? member : "?";
    }
}
