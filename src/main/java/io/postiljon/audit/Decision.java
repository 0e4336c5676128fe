package io.postiljon.audit;

import io.postiljon.sending.PersonNumbers;

/**
 * What an operator decides, and why. Where it is about one sending, the agency can read the reason in its history.
 *
 * @param reason one line of 3 to 200 characters without the number of a person
 */
public record Decision(Actor actor, String reason) {
    public Decision {
        if (reason == null || !reason.strip().matches("[^\\p{Cntrl}]{3,200}")) {
            throw new IllegalArgumentException("a reason is one line of 3 to 200 characters");
        }
        if (!PersonNumbers.masked(reason).equals(reason)) {
            throw new IllegalArgumentException("a reason holds no number of a person");
        }
        reason = reason.strip();
    }
}
