package io.postiljon.intake;

import io.postiljon.sending.SendingId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule said no: all faults of the first stage that had one. The first issue gives status and type.
 *
 * @param original   the sending that used the key or the reference before; only for the agency that sent it
 * @param retryAfter when trying again makes sense
 */
public record Refusal(List<Issue> issues, Optional<SendingId> original, Optional<Duration> retryAfter) {
    public Refusal {
        issues = List.copyOf(issues);
        if (issues.isEmpty()) {
            throw new IllegalArgumentException("a refusal has a reason");
        }
    }

    static Refusal of(List<Issue> issues) {
        return new Refusal(issues, Optional.empty(), Optional.empty());
    }

    static Refusal of(Issue issue) {
        return of(List.of(issue));
    }

    static Refusal alreadyUsed(Complaint complaint, SendingId original) {
        return new Refusal(List.of(Issue.ofRequest(complaint)), Optional.of(original), Optional.empty());
    }

    static Refusal later(Issue issue, Duration retryAfter) {
        return new Refusal(List.of(issue), Optional.empty(), Optional.of(retryAfter));
    }

    public Fault fault() {
        return issues.get(0).complaint().fault();
    }

    /** Whether it is certain that nothing was stored; otherwise only the sweep of the vault may delete documents. */
    boolean isFinal() {
        return fault().status() < 500;
    }
}
