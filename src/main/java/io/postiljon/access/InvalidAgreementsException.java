package io.postiljon.access;

import java.util.List;
import java.util.stream.Collectors;

/** At start at least one agreement file is wrong. The message lists every fault of every file. */
public final class InvalidAgreementsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidAgreementsException(List<AgreementProblem> problems) {
        super(problems.stream().map(AgreementProblem::toString).collect(Collectors.joining(
                "\n  ", "the gateway does not start: " + problems.size() + " fault(s) in the agreements\n  ", "")));
    }
}
