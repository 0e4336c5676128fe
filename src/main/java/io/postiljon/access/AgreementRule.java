package io.postiljon.access;

import io.postiljon.sending.Agreement;
import java.util.Optional;

/**
 * What the site asks of an agreement beyond the form of its file, such as a client for an agency that publishes as itself. Judged as
 * the file is read: one that breaks a rule stops the start, and later it does not replace the one in force.
 */
@FunctionalInterface
public interface AgreementRule {
    /** @param pointer JSON Pointer to the member (RFC 6901)  @param text what is wrong and how to mend it; never a value of the file */
    record Breach(String pointer, String text) {}

    Optional<Breach> breachIn(Agreement agreement);
}
