package io.postiljon;

import io.postiljon.access.AgreementsRefused;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the operator what is wrong with the agreements, without a stack trace. */
class AgreementsRefusedAnalyzer extends AbstractFailureAnalyzer<AgreementsRefused> {
    @Override protected FailureAnalysis analyze(Throwable rootFailure, AgreementsRefused cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Mend each line; docs/agreements.md has the rules and config/agencies/example.yaml.sample a filled-in agreement", cause);
    }
}
