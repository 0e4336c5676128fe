package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FaultLogTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach void listen() {
        log.start();
        everything().addAppender(log);
    }

    @AfterEach void leave() {
        everything().detachAppender(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue-errors", "job-errors"})
    void a_route_that_fails_is_told_once_by_kind_and_place_only(String errors) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getManagementStrategy().addEventNotifier(new FaultLog());
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/errors.camel.yaml"));
            camel.addRoutes(new RouteBuilder() {
                @Override public void configure() {
                    from("direct:fail").routeId("test-fail-always").routeConfigurationId(errors)
                            .throwException(new IllegalStateException("about 90610199729"));
                }
            });
            camel.start();

            camel.createProducerTemplate().send("direct:fail", exchange -> exchange.getMessage().setHeader("GatewayTraceId", "trace-1"));
        }

        List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines.stream().collect(Collectors.joining("\n"))).doesNotContain("90610199729");
        assertThat(lines.stream().filter(line -> line.contains("java.lang.IllegalStateException"))).hasSize(1)
                .allMatch(line -> line.startsWith("route test-fail-always failed: ") && line.endsWith("trace trace-1"));
    }

    private static Logger everything() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
