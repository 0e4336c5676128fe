package io.postiljon;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the operator what is wrong with the routes, without a stack trace. */
class RoutesRefusedAnalyzer extends AbstractFailureAnalyzer<RoutesRefused> {
    @Override protected FailureAnalysis analyze(Throwable rootFailure, RoutesRefused cause) {
        return new FailureAnalysis("The routes are wrong:" + System.lineSeparator() + cause.getMessage(),
                "Mend the files and check them with: java -jar postiljon.jar check-routes <folder>", cause);
    }
}
