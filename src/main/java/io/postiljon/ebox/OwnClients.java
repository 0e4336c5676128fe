package io.postiljon.ebox;

import io.postiljon.access.AgreementRule;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Service;
import java.util.Optional;
import java.util.Set;

/** An agency that publishes as itself needs the key of its own client here; else each of its messages would be a fault. */
final class OwnClients implements AgreementRule {
    private final Set<AgencyCode> configured;

    OwnClients(Set<AgencyCode> configured) {
        this.configured = Set.copyOf(configured);
    }

    @Override public Optional<Breach> breachIn(Agreement agreement) {
        boolean publishes = agreement.mode() != Mode.REHEARSAL
                && (agreement.has(Service.EBOX_CITIZEN) || agreement.has(Service.EBOX_ENTERPRISE));
        return publishes && agreement.eboxClient() == Agreement.EboxClient.OWN && !configured.contains(agreement.code())
                ? Optional.of(new Breach("/ebox/client", "the gateway has no client of this agency: set ebox.agency-clients."
                        + agreement.code().value() + ", or write on-behalf-of"))
                : Optional.empty();
    }
}
