package io.postiljon.audit;

/** How it ended: done, refused by a rule, not possible now, or not known. */
public enum AuditOutcome {
    DONE, REFUSED, UNAVAILABLE, UNKNOWN
}
