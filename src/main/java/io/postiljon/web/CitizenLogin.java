package io.postiljon.web;

import io.postiljon.sending.Insz;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/** Login at the government's identity provider, by the authorization code flow of OpenID Connect with PKCE. Safe for all threads. */
interface CitizenLogin {
    /** What the provider's answer is checked with. It stays here. */
    record Attempt(String state, String nonce, String verifier) {
        @Override public String toString() {
            return "Attempt[***]";
        }
    }

    /** @param address where the visitor logs in; holds nothing of the letter */
    record Start(URI address, Attempt attempt) {}

    /** Empty when this gateway has no provider. */
    Optional<Start> start(HttpServletRequest request, PageLanguage language);

    /**
     * Exchanges the code of the provider and judges its token.
     *
     * @param state as the provider sent it back
     */
    Outcome finish(Attempt attempt, String state, String code);

    sealed interface Outcome {
        /** The only thing that is taken from the token. */
        record Known(Insz person) implements Outcome {}

        /** @param reason a code for the log; nobody else is told */
        record Refused(String reason) implements Outcome {}

        /** The provider gave no answer that can be used, or does not take us for its client. */
        record Unavailable(String reason) implements Outcome {}
    }
}
