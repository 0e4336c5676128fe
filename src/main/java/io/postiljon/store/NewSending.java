package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * All that an acceptance writes.
 *
 * @param fingerprint SHA-256 over names and digests of all parts: tells a repeat from another content under the same key
 * @param signature   the agency's detached signature, kept as evidence
 * @param receipt     our signed receipt; a repeat returns this one
 */
public record NewSending(
        SendingId id,
        AgencyCode agency,
        Mode mode,
        Entrance entrance,
        MessageReference reference,
        IdempotencyKey key,
        Sha256 fingerprint,
        DataCategory dataCategory,
        Purpose purpose,
        ChannelWish wish,
        MessageContent content,
        List<NewDocument> documents,
        String signature,
        String signerThumbprint,
        String receipt,
        Instant acceptedAt,
        String traceId) {
    public NewSending {
        documents = List.copyOf(documents);
    }
}
