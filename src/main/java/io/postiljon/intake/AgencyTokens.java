package io.postiljon.intake;

import java.util.Optional;
import java.util.Set;

/** Judges access tokens: whose they are, and whether they count now. Whom a call is for, is not its question. Safe for all threads. */
interface AgencyTokens {
    /** @param token as it stands in the header; at most some kilobytes */
    Verdict judge(String token);

    sealed interface Verdict {
        /**
         * Of our authorisation server, for us, in force.
         *
         * @param client      to which it was issued
         * @param certificate thumbprint (base64url SHA-256) of the one that it is bound to; empty when it is bound to none
         */
        record Good(String client, Optional<String> certificate, Set<String> scopes) implements Verdict {
            @Override public String toString() {
                return "Good[***]";
            }
        }

        /** @param reason a code for the log; nobody else is told */
        record Bad(String reason) implements Verdict {}

        /** The authorisation server's keys cannot be had. */
        record Unknown() implements Verdict {}
    }
}
