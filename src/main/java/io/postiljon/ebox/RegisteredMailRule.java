package io.postiljon.ebox;

import io.postiljon.sending.MessageContent;

/**
 * What becomes of {@code isRegisteredMail}. Under Flemish law an ordinary publication with its evidence can take the place of
 * registered post, while the e-Box offers its own to few senders and refuses the message of any other.
 */
enum RegisteredMailRule {
    /** The message goes without the member, and the evidence of its publication says so. */
    EVIDENCE_ONLY,
    /** The e-Box gets the member. */
    PASSED_ON;

    boolean passesOn(MessageContent content) {
        return this == PASSED_ON && content.registeredMail() == MessageContent.RegisteredMail.YES;
    }
}
