package io.postiljon.access;

import java.util.List;
import java.util.stream.Collectors;

/** At start at least one agreement file is wrong. The message lists every fault of every file. */
public final class AgreementsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AgreementsRefused(List<AgreementProblem> problems) {
        super(problems.stream().map(AgreementProblem::toString).collect(Collectors.joining(
                "\n  ", problems.size() + " fault(s) in the agreements:\n  ", "")));
    }
}
