package io.postiljon.intake;

import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** The desk behind which the route {@code intake-check-sending} starts. Runs on the caller's thread. */
final class RouteDesk implements SendingDesk {
    private final ProducerTemplate camel;

    RouteDesk(ProducerTemplate camel) {
        this.camel = camel;
    }

    @Override public Verdict submit(ReceivedSending sending) {
        Object body = camel.requestBodyAndHeaders("direct:intake-check-sending", sending,
                Map.of("GatewayTraceId", sending.traceId().toString(), "GatewayAgency", sending.agreement().code().value()));
        return switch (body) {
            case Answer answer -> new Verdict.Done(answer);
            case Refusal refusal -> new Verdict.No(refusal);
            case null, default -> throw new IllegalStateException("the check of a sending ends with an answer or a refusal");
        };
    }
}
