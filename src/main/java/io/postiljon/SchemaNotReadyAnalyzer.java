package io.postiljon;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator in one line what to do, without a stack trace. */
class SchemaNotReadyAnalyzer extends AbstractFailureAnalyzer<SchemaNotReady> {
    @Override protected FailureAnalysis analyze(Throwable rootFailure, SchemaNotReady cause) {
        return new FailureAnalysis(cause.getMessage(), "docs/operations.md, \"Two logins in PostgreSQL\", has the options of the command", cause);
    }
}
