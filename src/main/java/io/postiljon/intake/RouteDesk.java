package io.postiljon.intake;

import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.ProducerTemplate;

/**
 * The desk behind which the routes {@code intake-check-sending} and {@code intake-validate-sending} start. Runs on the caller's thread.
 * The connectors open a little before the routes run and close a little after them: who comes then is asked to come back.
 */
final class RouteDesk implements SendingDesk, ValidationDesk {
    private final ProducerTemplate camel;

    RouteDesk(ProducerTemplate camel) {
        this.camel = camel;
    }

    @Override public Verdict submit(ReceivedSending sending) {
        return switch (through("direct:intake-check-sending", sending, sending)) {
            case Answer answer -> new Verdict.Done(answer);
            case Refusal refusal -> new Verdict.No(refusal);
            case null, default -> throw new IllegalStateException("the check of a sending ends with an answer or a refusal");
        };
    }

    @Override public Outcome validate(Validation validation) {
        return switch (through("direct:intake-validate-sending", validation, validation.received())) {
            case Validation judged -> new Outcome.Judged(judged);
            case Refusal refusal -> new Outcome.NotJudged(refusal);
            case null, default -> throw new IllegalStateException("a check without effect ends with a validation or a refusal");
        };
    }

    private Object through(String route, Object body, ReceivedSending sending) {
        if (!camel.getCamelContext().isStarted()) {
            return Refusals.unavailable();
        }
        try {
            return camel.requestBodyAndHeaders(route, body,
                    Map.of("GatewayTraceId", sending.traceId().toString(), "GatewayAgency", sending.agreement().code().value()));
        } catch (CamelExecutionException notTaken) {
            if (notTaken.getCause() instanceof RejectedExecutionException || notTaken.getCause() instanceof DirectConsumerNotAvailableException) {
                return Refusals.unavailable();
            }
            throw notTaken;
        }
    }
}
