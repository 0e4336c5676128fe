package io.postiljon.intake;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes of each agency that has an SFTP account, one from each template. What does not succeed is tried again at the next call. For one thread.
 */
public class DropRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DropRoutes.class);
    private static final List<String> TEMPLATES = List.of("intake-collect-drops", "intake-withdraw-drops", "intake-remove-abandoned");

    private final CamelContext camel;
    private final Agreements agreements;
    private final Map<AgencyCode, String> running = new HashMap<>();

    DropRoutes(CamelContext camel, Agreements agreements) {
        this.camel = camel;
        this.agreements = agreements;
    }

    /** Starts and ends routes until they are those of the agreements in force. */
    public void follow() throws Exception {
        if (!camel.isStarted() || camel.getRouteController().isStartingRoutes()) {
            return;             // Camel would silently leave out one of those that it starts just now
        }
        Map<AgencyCode, String> wanted = new HashMap<>();
        for (Agreement agreement : agreements.all()) {
            agreement.sftp().map(Agreement.SftpAccount::user).ifPresent(user -> wanted.put(agreement.code(), requirePlain(user)));
        }
        for (AgencyCode code : Map.copyOf(running).keySet()) {
            if (!running.get(code).equals(wanted.get(code))) {
                end(code);
            }
        }
        for (Map.Entry<AgencyCode, String> agency : wanted.entrySet()) {
            if (!running.containsKey(agency.getKey())) {
                start(agency.getKey(), agency.getValue());
            }
        }
    }

    private void start(AgencyCode code, String user) throws Exception {
        for (String template : TEMPLATES) {
            if (camel.getRoute(routeId(template, code)) == null) {
                camel.addRouteFromTemplate(routeId(template, code), template, Map.of("agency", code.value(), "folder", user));
            }
            camel.getRouteController().startRoute(routeId(template, code)); // supervised routes that come later do not start by themselves
        }
        running.put(code, user);
        LOG.info("collects the drops of {}", code);
    }

    private void end(AgencyCode code) throws Exception {
        for (String template : TEMPLATES) {
            if (camel.getRoute(routeId(template, code)) != null) {
                camel.getRouteController().stopRoute(routeId(template, code));
                camel.removeRoute(routeId(template, code));
            }
        }
        running.remove(code);
        LOG.info("no longer collects the drops of {}", code);
    }

    private static String routeId(String template, AgencyCode code) {
        return template + "-" + code;
    }

    /** The name of an account becomes part of an address. */
    private static String requirePlain(String user) {
        if (!user.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalStateException("the SFTP account of an agreement has a name that is no folder");
        }
        return user;
    }
}
