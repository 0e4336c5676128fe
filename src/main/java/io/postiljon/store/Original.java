package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A letter on paper as the holder of its code may know it. Says nothing about the recipient.
 *
 * @param sender         name of the agency on the cover sheet
 * @param sentAt         when its piece was made
 * @param pages          of the whole letter, the cover sheet included
 * @param availableUntil end of the term in which the documents can be fetched
 * @param closedAt       when they ceased to be: the term ended, or the letter was withdrawn
 * @param wrongTries     with a wrong second factor since {@code triedSince}
 */
public record Original(PieceId piece, SendingId sending, AgencyCode agency, String sender, Instant sentAt, int pages, int sheets,
        SecondFactor factor, Instant availableUntil, Optional<Instant> closedAt, int wrongTries, Optional<Instant> triedSince, List<Document> documents) {
    /** {@code ordinal}: from 0, as in the sending. */
    public record Document(int ordinal, int pages, Sha256 digest, long sizeBytes, boolean isThere) {}

    public Original {
        documents = List.copyOf(documents);
    }

    /** Whether the documents can be fetched. */
    public boolean isOpen(Instant now) {
        return closedAt.isEmpty() && now.isBefore(availableUntil) && documents.stream().allMatch(Document::isThere);
    }
}
