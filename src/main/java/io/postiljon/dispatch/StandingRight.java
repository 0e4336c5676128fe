package io.postiljon.dispatch;

import io.postiljon.access.Claim;
import io.postiljon.access.Denial;
import io.postiljon.access.SendingRights;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.MessageContent;
import io.postiljon.store.Sending;
import java.time.Clock;
import java.util.List;

/** The check of acceptance once more, just before delivery: a right withdrawn meanwhile stops the sending. No answer is a no. */
class StandingRight {
    private final Agreements agreements;
    private final SendingRights rights;
    private final Clock clock;

    StandingRight(Agreements agreements, SendingRights rights, Clock clock) {
        this.agreements = agreements;
        this.rights = rights;
        this.clock = clock;
    }

    List<Denial> denials(Sending sending, MessageContent content) {
        return agreements.byCode(sending.agency())
                .map(agreement -> rights.check(agreement, Claim.of(sending.entrance(), sending.wish(), content,
                        sending.dataCategory(), sending.purpose()), clock.instant()))
                .orElse(List.of(Denial.AGENCY_TERMINATED));
    }
}
