package io.postiljon.intake;

import io.postiljon.store.DropAnswer;

/**
 * One file for an agency: an answer, or the signature beside it, which comes after it.
 *
 * @param path below the folder of all agencies; made of checked names only
 */
public record DropUpload(DropAnswer answer, Part part, String path, byte[] content) {
    public enum Part { CONTENT, SIGNATURE }

    @Override public String toString() {
        return "DropUpload[" + answer + ", " + part + "]";
    }
}
