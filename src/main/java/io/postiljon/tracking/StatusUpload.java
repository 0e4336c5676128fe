package io.postiljon.tracking;

import io.postiljon.sending.AgencyCode;

/**
 * One file for an agency: a status file, or the signature beside it, which comes after it.
 *
 * @param name of the status file in both cases
 * @param path below the folder of all agencies; made of checked names only
 */
public record StatusUpload(AgencyCode agency, String name, Part part, String path, byte[] content) {
    public enum Part { CONTENT, SIGNATURE }

    @Override public String toString() {
        return "StatusUpload[" + name + ", " + part + "]";
    }
}
