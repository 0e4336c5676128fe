package io.postiljon.tracking;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one route for each address in an agreement, made from the template {@code tracking-call-webhook}: each has its own thread and
 * its own pace, so a slow receiver delays no other. What does not succeed is tried again at the next call. For one thread.
 */
public class WebhookRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);
    private static final String TEMPLATE = "tracking-call-webhook";

    private final CamelContext camel;
    private final Agreements agreements;
    private final Map<String, Target> running = new HashMap<>();

    WebhookRoutes(CamelContext camel, Agreements agreements) {
        this.camel = camel;
        this.agreements = agreements;
    }

    private record Target(String agency, String name, String address) {
        /** Two agencies cannot get one id: a code has no dot. */
        String routeId() {
            return TEMPLATE + "-" + agency + "." + name;
        }
    }

    /** Starts and ends routes until they are those of the agreements in force. */
    public void follow() throws Exception {
        if (!camel.isStarted() || camel.getRouteController().isStartingRoutes()) {
            return;             // Camel would silently leave out one of those that it starts just now
        }
        Map<String, Target> wanted = new HashMap<>();
        for (Agreement agreement : agreements.all()) {
            for (Agreement.Webhook webhook : agreement.webhooks()) {
                Target target = new Target(agreement.code().value(), webhook.name(), requirePlain(webhook.address().toString()));
                wanted.put(target.routeId(), target);
            }
        }
        for (Target target : Map.copyOf(running).values()) {
            if (!target.equals(wanted.get(target.routeId()))) {
                end(target);
            }
        }
        for (Target target : wanted.values()) {
            if (!running.containsKey(target.routeId())) {
                start(target);
            }
        }
    }

    private void start(Target target) throws Exception {
        camel.addRouteFromTemplate(target.routeId(), TEMPLATE,
                Map.of("agency", target.agency(), "name", target.name(), "address", target.address()));
        camel.getRouteController().startRoute(target.routeId()); // supervised routes that come later do not start by themselves
        running.put(target.routeId(), target);
        LOG.info("calls webhook {} of {}", target.name(), target.agency());
    }

    private void end(Target target) throws Exception {
        camel.getRouteController().stopRoute(target.routeId());
        camel.removeRoute(target.routeId());
        running.remove(target.routeId());
        LOG.info("no longer calls webhook {} of {}", target.name(), target.agency());
    }

    /** The address becomes part of an endpoint, where a query would be options; the reader of the agreements let no such address pass. */
    private static String requirePlain(String address) {
        if (!address.matches("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")) {
            throw new IllegalStateException("a webhook address of an agreement is not a plain https address");
        }
        return address;
    }
}
