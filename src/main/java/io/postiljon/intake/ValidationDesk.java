package io.postiljon.intake;

/** Hands a sending to the check without effect. */
@FunctionalInterface
interface ValidationDesk {
    /** What the check says. */
    sealed interface Outcome {
        record Judged(Validation validation) implements Outcome {}

        /** No verdict: a part of ours is away, or has a fault. */
        record NotJudged(Refusal refusal) implements Outcome {}
    }

    Outcome validate(Validation validation);
}
