package io.postiljon.inspection;

import java.io.IOException;

/** Looks for malware. No answer is never "clean". Safe for many threads. */
interface VirusScan {
    sealed interface Verdict {
        record Clean() implements Verdict {}

        /** @param signature what the scanner calls it; safe to log */
        record Found(String signature) implements Verdict {}
    }

    /**
     * @throws InspectionUnavailable when the scanner gives no verdict
     * @throws IOException           when the document cannot be read
     */
    Verdict scan(DocumentSource document) throws IOException;

    /** @throws IOException when the scanner does not answer */
    void probe() throws IOException;

    /** For logs and health. */
    String name();
}
