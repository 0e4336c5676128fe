package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import java.time.Clock;
import java.util.List;

/** The check of acceptance once more, just before delivery: a right withdrawn meanwhile stops the sending. No answer is a no. */
public final class StandingRight {
    private final Agreements agreements;
    private final SendingRights rights;
    private final Clock clock;

    public StandingRight(Agreements agreements, SendingRights rights, Clock clock) {
        this.agreements = agreements;
        this.rights = rights;
        this.clock = clock;
    }

    /** All reasons why not; empty means that the right stands. */
    public List<Denial> denials(AgencyCode agency, Claim claim) {
        return agreements.byCode(agency).map(agreement -> rights.check(agreement, claim, clock.instant())).orElse(List.of(Denial.AGENCY_TERMINATED));
    }
}
