package io.postiljon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedPerformanceCounterMBean;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * When each partner last answered and when it last did not, from the counters that Camel keeps of the steps that call it and of the
 * routes that collect from it. An answer that says no is an answer. Since the start of this process; safe for many threads.
 */
final class PartnerCalls {
    private static final Map<String, String> PARTNER_OF_SCHEME = Map.of("ebox", "ebox", "eboxToken", "ebox", "authorities", "authorities",
            "citizenLogin", "identityProvider", "keyServer", "authorisationServer", "accountSftp", "drops");
    private static final Map<String, String> PARTNER_OF_PACKAGE = Map.of("print", "supplier", "intake", "drops");
    private static final String SFTP = "sftp";
    private static final Set<String> PARTNERS = Stream.concat(PARTNER_OF_SCHEME.values().stream(), PARTNER_OF_PACKAGE.values().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final CamelContext camel;

    PartnerCalls(CamelContext camel) {
        this.camel = camel;
    }

    /** Empty when that has not happened. */
    record LastCalls(Optional<Instant> answer, Optional<Instant> failure) {
        private static LastCalls of(Collection<ManagedPerformanceCounterMBean> counters) {
            return new LastCalls(latest(counters.stream().map(ManagedPerformanceCounterMBean::getLastExchangeCompletedTimestamp).toList()),
                    latest(counters.stream().map(ManagedPerformanceCounterMBean::getLastExchangeFailureTimestamp).toList()));
        }

        private static Optional<Instant> latest(List<Date> times) {
            return times.stream().filter(Objects::nonNull).map(Date::toInstant).max(Instant::compareTo);
        }
    }

    /** By partner: {@code authorisationServer}, {@code authorities}, {@code drops}, {@code ebox}, {@code identityProvider}, {@code supplier}. */
    Map<String, LastCalls> byPartner() {
        Map<String, List<ManagedPerformanceCounterMBean>> counters = new TreeMap<>();
        PARTNERS.forEach(partner -> counters.put(partner, new ArrayList<>()));
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        for (RouteDefinition route : ((ModelCamelContext) camel).getRouteDefinitions()) {
            partner(route, route.getInput().getEndpointUri())
                    .ifPresent(partner -> add(counters.get(partner), managed.getManagedRoute(route.getRouteId())));
            for (ProcessorDefinition<?> step : steps(route)) {
                target(step).flatMap(uri -> partner(route, uri))
                        .ifPresent(partner -> add(counters.get(partner), managed.getManagedProcessor(step.getId())));
            }
        }
        Map<String, LastCalls> calls = new TreeMap<>();
        counters.forEach((partner, found) -> calls.put(partner, LastCalls.of(found)));
        return calls;
    }

    /** A route that does not run yet has no counters. */
    private static void add(List<ManagedPerformanceCounterMBean> counters, ManagedPerformanceCounterMBean counter) {
        if (counter != null) {
            counters.add(counter);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Collection<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return (Collection) ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
    }

    private static Optional<String> target(ProcessorDefinition<?> step) {
        return switch (step) {
            case SendDefinition<?> send -> Optional.ofNullable(send.getEndpointUri());
            case PollEnrichDefinition poll -> Optional.ofNullable(poll.getExpression()).map(ExpressionDefinition::getExpression);
            default -> Optional.empty();
        };
    }

    /** SFTP servers are those of the package whose route it is. */
    private static Optional<String> partner(RouteDefinition route, String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return scheme.equals(SFTP)
                ? Optional.ofNullable(PARTNER_OF_PACKAGE.get(route.getRouteId().substring(0, route.getRouteId().indexOf('-'))))
                : Optional.ofNullable(PARTNER_OF_SCHEME.get(scheme));
    }
}
