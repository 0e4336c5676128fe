package io.postiljon.intake;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Takes the verdict of a check that ran in an exchange of its own, and nothing else of it. The mark that an error was handled there
 * would stop the caller's route in silence, with its file taken for done.
 */
public final class VerdictOnly implements AggregationStrategy {
    @Override public Exchange aggregate(Exchange caller, Exchange check) {
        caller.getMessage().setBody(check.getMessage().getBody());
        return caller;
    }
}
