package io.postiljon.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets the checks of one stage go on after a refusal, and refuses once with the faults of all. */
final class StageFaults {
    private final List<Issue> issues = new ArrayList<>();

    /** What the check gives; empty when it refused. @throws RefusalException when it could not be made now: then there is no verdict on the stage */
    <T> Optional<T> of(Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (RefusalException refused) {
            if (!refused.refusal().isFinal()) {
                throw refused;
            }
            issues.addAll(refused.refusal().issues());
            return Optional.empty();
        }
    }

    void of(Runnable check) {
        of(() -> {
            check.run();
            return this;
        });
    }

    void add(Issue issue) {
        issues.add(issue);
    }

    List<Issue> issues() {
        return List.copyOf(issues);
    }

    /** @throws RefusalException when any check refused */
    void end() {
        RefusalException.unlessNone(issues);
    }
}
