package io.postiljon.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one multipart body held.
 *
 * @param json   empty when it has no such part
 * @param parts  names of all parts but the JSON's, with their file names; those with a fault too
 * @param faults of single parts; the others were read all the same
 */
record Upload(Optional<byte[]> json, List<ReceivedDocument> documents, Map<String, String> parts, List<Issue> faults) {
    /** For a body that was not read, or not to its end. */
    static Upload unreadable(List<Issue> faults) {
        return new Upload(Optional.empty(), List.of(), Map.of(), faults);
    }
}
