package io.postiljon.audit;

import io.postiljon.sending.AgencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement of an agency's letters on paper of one day, as it was signed. It is never changed; a correction is a new one that names it.
 *
 * @param number   counts the statements of the agency, without a gap
 * @param day      in Brussels
 * @param complete whether the whole day is counted
 * @param fileName of its files, without ending
 */
public record PrintStatement(UUID id, AgencyCode agency, int number, LocalDate day, Instant from, Instant until, boolean complete, Optional<UUID> replaces,
        Instant madeAt, Totals pieces, Totals sheets, int unexplained, String fileName) {

    /** @param found open at the end, by the tables of print */
    public record Totals(int opening, int accepted, int closed, int found) {
        /** Open at the end, by the books. */
        public int expected() {
            return opening + accepted - closed;
        }
    }

    /** @param signature detached, over name and digest */
    public record File(byte[] content, String signature) {
        @Override public String toString() {
            return "File[" + content.length + " bytes]";
        }
    }

    public String jsonName() {
        return fileName + ".json";
    }

    public String pdfName() {
        return fileName + ".pdf";
    }
}
