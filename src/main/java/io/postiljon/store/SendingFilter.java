package io.postiljon.store;

import io.postiljon.sending.Channel;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which sendings of an agency are wanted; what is empty does not filter.
 *
 * @param states    one of these; no state at all means that nothing is found
 * @param since     accepted then or later
 * @param until     accepted earlier
 * @param behind    further down the list than this place
 * @param among     one of these
 */
public record SendingFilter(Set<SendingState> states, Optional<Channel> channel, Optional<Instant> since, Optional<Instant> until,
        Optional<MessageReference> reference, Optional<List<SendingId>> among, Optional<SendingPlace> behind) {
    public SendingFilter {
        states = Set.copyOf(states);
        among = among.map(List::copyOf);
    }

    public SendingFilter onlyAmong(List<SendingId> ids) {
        return new SendingFilter(states, channel, since, until, reference, Optional.of(ids), behind);
    }
}
