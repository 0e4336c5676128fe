package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.TestRecipient;
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
        return agreements.byCode(agency).map(agreement -> denials(agreement, claim)).orElse(List.of(Denial.AGENCY_TERMINATED));
    }

    private List<Denial> denials(Agreement agreement, Claim claim) {
        return endsInRehearsal(agreement, claim) ? List.of(Denial.DOSSIER_NOT_ACTIVE) : rights.check(agreement, claim, clock.instant());
    }

    /** One test recipient lets an agency rehearse that a dossier is closed between acceptance and delivery. */
    private static boolean endsInRehearsal(Agreement agreement, Claim claim) {
        return !agreement.mode().delivers()
                && claim.recipient().filter(recipient -> TestRecipient.boxOf(recipient) == TestRecipient.Box.RIGHT_ENDS).isPresent();
    }
}
