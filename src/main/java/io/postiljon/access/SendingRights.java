package io.postiljon.access;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Dossiers;
import io.postiljon.sending.Dossiers.Answer;
import io.postiljon.sending.Guest;
import io.postiljon.sending.Guests;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an agency may send what a claim says: the service is ticked, the category and the purpose are granted, and the agency
 * has an open dossier about the recipient; in mode {@code trial} the recipient is one of its guests too. Asked at acceptance and
 * again just before delivery.
 * Source: annex 3 of the agreement (only authorised categories, only persons whose dossier the agency handles).
 */
public final class SendingRights {
    /** An agreement ends at midnight where it was signed. */
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final Dossiers dossiers;
    private final Guests guests;

    SendingRights(Dossiers dossiers, Guests guests) {
        this.dossiers = dossiers;
        this.guests = guests;
    }

    /**
     * All reasons why not; empty means allowed. An ended agreement is the only reason given, as it comes before the others.
     * When a register cannot answer, its exception goes on to the caller, who does not accept.
     */
    public List<Denial> check(Agreement agreement, Claim claim, Instant now) {
        if (agreement.endedOn(now.atZone(BRUSSELS).toLocalDate())) {
            return List.of(Denial.AGENCY_TERMINATED);
        }
        var denials = new ArrayList<Denial>();
        if (!claim.missingFrom(agreement).isEmpty()) {
            denials.add(Denial.SERVICE_NOT_ENABLED);
        }
        if (!agreement.dataCategories().contains(claim.dataCategory())) {
            denials.add(Denial.CATEGORY_NOT_AUTHORISED);
        }
        if (!agreement.purposes().contains(claim.purpose())) {
            denials.add(Denial.PURPOSE_NOT_AUTHORISED);
        }
        if (dossier(agreement, claim, now) != Answer.OPEN) {
            denials.add(Denial.DOSSIER_NOT_ACTIVE);
        }
        if (!mayReach(agreement, claim)) {
            denials.add(Denial.NOT_A_GUEST);
        }
        return List.copyOf(denials);
    }

    /** The mode of now counts, not that of acceptance: an agreement that went back to a trial reaches its guests only, from then on. */
    private boolean mayReach(Agreement agreement, Claim claim) {
        return switch (agreement.mode()) {
            case TRIAL -> guests.about(agreement.code(), Guest.of(claim.recipient(), claim.dossier())) == Guests.Answer.INVITED;
            case REHEARSAL, LIVE -> true;
        };
    }

    /** A named dossier must be open and, when there is a recipient too, be about that recipient; else any open one will do. */
    private Answer dossier(Agreement agreement, Claim claim, Instant now) {
        return claim.dossier()
                .map(named -> dossiers.named(agreement.code(), named, claim.recipient(), now))
                .orElseGet(() -> dossiers.about(agreement.code(), claim.recipient().orElseThrow(), now));
    }
}
