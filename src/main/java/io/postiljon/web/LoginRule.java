package io.postiljon.web;

import io.postiljon.access.AgreementRule;
import io.postiljon.sending.Agreement;
import java.util.Optional;

/** An agreement that asks recipients to log in needs a provider here; else nobody could open its letters. */
final class LoginRule implements AgreementRule {
    private final boolean hasProvider;

    LoginRule(boolean hasProvider) {
        this.hasProvider = hasProvider;
    }

    @Override public Optional<Breach> breachIn(Agreement agreement) {
        return !hasProvider && agreement.printDefaults().downloadCheck().asksLogin()
                ? Optional.of(new Breach("/print/downloadCheck", "the gateway has no identity provider: set web.login, or write postcode"))
                : Optional.empty();
    }
}
