package io.postiljon.intake;

import java.util.List;

/** Carries a refusal out of a check; routes handle it once, in {@code intake-errors}. Its text names codes only. */
public final class RefusalException extends RuntimeException {
    private final transient Refusal refusal;

    public RefusalException(Refusal refusal) {
        super(refusal.fault().slug(), null, false, false);
        this.refusal = refusal;
    }

    static RefusalException of(Issue issue) {
        return new RefusalException(Refusal.of(issue));
    }

    /** Throws when a stage found anything. */
    static void unlessNone(List<Issue> issues) {
        if (!issues.isEmpty()) {
            throw new RefusalException(Refusal.of(issues));
        }
    }

    public Refusal refusal() {
        return refusal;
    }
}
