package io.postiljon.intake;

import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.ProducerTemplate;

/**
 * The desk behind which the route {@code intake-check-sending} starts. Runs on the caller's thread. The connectors open a little
 * before the routes run and close a little after them: who comes then is asked to come back.
 */
final class RouteDesk implements SendingDesk {
    private final ProducerTemplate camel;

    RouteDesk(ProducerTemplate camel) {
        this.camel = camel;
    }

    @Override public Verdict submit(ReceivedSending sending) {
        if (!camel.getCamelContext().isStarted()) {
            return new Verdict.No(Refusals.unavailable());
        }
        Object body;
        try {
            body = camel.requestBodyAndHeaders("direct:intake-check-sending", sending,
                    Map.of("GatewayTraceId", sending.traceId().toString(), "GatewayAgency", sending.agreement().code().value()));
        } catch (CamelExecutionException notTaken) {
            if (notTaken.getCause() instanceof RejectedExecutionException || notTaken.getCause() instanceof DirectConsumerNotAvailableException) {
                return new Verdict.No(Refusals.unavailable());
            }
            throw notTaken;
        }
        return switch (body) {
            case Answer answer -> new Verdict.Done(answer);
            case Refusal refusal -> new Verdict.No(refusal);
            case null, default -> throw new IllegalStateException("the check of a sending ends with an answer or a refusal");
        };
    }
}
