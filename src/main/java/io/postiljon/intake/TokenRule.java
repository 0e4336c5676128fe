package io.postiljon.intake;

import io.postiljon.access.AgreementRule;
import io.postiljon.sending.Agreement;
import java.util.Optional;

/** An agreement that asks access tokens needs an authorisation server here; else nobody could verify them. */
final class TokenRule implements AgreementRule {
    private final boolean hasServer;

    TokenRule(boolean hasServer) {
        this.hasServer = hasServer;
    }

    @Override public Optional<Breach> breachIn(Agreement agreement) {
        return !hasServer && agreement.accessToken().isPresent()
                ? Optional.of(new Breach("/accessToken", "the gateway has no authorisation server: set intake.tokens, or take the member away"))
                : Optional.empty();
    }
}
