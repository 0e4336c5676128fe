package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where one sending stands, without its content. Holds no personal data but the agency's reference.
 *
 * @param leasedUntil end of the lease that the last attempt left; every recorded outcome clears it, so one that is over tells of
 *                    a worker that died with its work in hand
 */
public record Sending(
        SendingId id,
        AgencyCode agency,
        Mode mode,
        Entrance entrance,
        MessageReference reference,
        DataCategory dataCategory,
        Purpose purpose,
        RecipientKind recipientKind,
        ChannelWish wish,
        Optional<ChannelDecision> decision,
        SendingState state,
        Instant stateSince,
        Instant acceptedAt,
        Instant deadline,
        int attempt,
        Optional<Instant> leasedUntil,
        Optional<Instant> nextAttemptAt,
        Optional<String> outcomeCode,
        Optional<UUID> eboxKey,
        Optional<String> eboxMessageId,
        Optional<Instant> eboxExpiresAt,
        Optional<Instant> readSeenAt,
        String receipt,
        String traceId) {

    public Optional<Channel> channel() {
        return decision.map(ChannelDecision::channel);
    }

    /** Whether what goes on paper is a copy of a message that lies in the eBox. */
    public boolean isPaperCopy() {
        return decision.filter(ChannelDecision::makesPaperCopy).isPresent();
    }

    /** Where a paper copy that comes to nothing goes back to: the message lies in the eBox all the same. */
    public Optional<SendingState> stateBeforeCopy() {
        return decision.filter(ChannelDecision::makesPaperCopy)
                .map(copy -> SendingState.valueOf(copy.data().get(ChannelDecision.STATE_BEFORE_COPY)));
    }
}
