package io.postiljon.tracking;

import java.util.UUID;

/**
 * One file of a statement for an agency: JSON, PDF, or the signature beside one of them.
 *
 * @param path below the folder of all agencies; made of checked names only
 */
public record StatementUpload(UUID statement, Part part, String path, byte[] content) {
    /** In the order in which they are laid down. */
    public enum Part { JSON, JSON_SIGNATURE, PDF, PDF_SIGNATURE }

    @Override public String toString() {
        return "StatementUpload[" + statement + ", " + part + "]";
    }
}
