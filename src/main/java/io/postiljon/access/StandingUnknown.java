package io.postiljon.access;

/** Whether a registered certificate is revoked cannot be said now: neither accepted nor refused for good. */
public final class StandingUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StandingUnknown() {
        super("whether the certificate is revoked cannot be said now", null, false, false);
    }
}
