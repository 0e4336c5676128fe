package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The conventions of {@code routes/}, on all files at once as the application reads them. */
class RouteConventionsTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Set<String> PACKAGES = Set.of("intake", "dispatch", "ebox", "print", "store", "audit", "access", "keys", "tracking", "trust", "web");
    private static final Set<String> SCHEMES = Set.of("direct", "bean", "jms", "traffic", "timer", "https", "sftp", "accountSftp", "ebox", "eboxToken", "agencyHttps", "citizenLogin", "keyServer", "authorities", "log");

    private static DefaultCamelContext context;

    @BeforeAll static void read_all_files() throws Exception {
        context = new DefaultCamelContext();
        context.setAutoStartup(false);
        context.build();
        List<Resource> files = new ArrayList<>();
        for (Path file : files()) {
            files.add(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(files);
    }

    @AfterAll static void close() throws IOException {
        context.close();
    }

    @Test void the_routes_have_no_mistake() {
        assertThat(RouteCheck.check(ROUTES, DeclaredBeans.ofThisProgram())).isEmpty();
    }

    @Test void an_id_is_package_verb_object_and_the_direct_name() {
        for (RouteDefinition route : all()) {
            assertThat(route.getRouteId()).matches("[a-z]+(-[a-z]+){2,}").doesNotEndWith("-route");
            assertThat(PACKAGES).contains(route.getRouteId().substring(0, route.getRouteId().indexOf('-')));
            String from = route.getInput().getEndpointUri();
            if (from.startsWith("direct:")) {
                assertThat(from.replaceFirst("-\\{\\{supplier}}$", "")).as("of a template, with the supplier behind it").isEqualTo("direct:" + route.getRouteId());
            }
        }
    }

    @Test void every_route_has_a_description_and_error_handling() {
        for (RouteDefinition route : all()) {
            assertThat(route.getDescriptionText()).as(route.getRouteId()).isNotBlank();
            boolean leftToItsCaller = route.isErrorHandlerFactorySet();      // errorHandler: noErrorHandler, written out
            assertThat(leftToItsCaller || route.getRouteConfigurationId() != null).as("error handling of " + route.getRouteId()).isTrue();
        }
    }

    @Test void only_known_kinds_of_endpoint_are_used() {
        Set<String> used = new TreeSet<>();
        for (RouteDefinition route : all()) {
            used.add(scheme(route.getInput().getEndpointUri()));
            for (SendDefinition<?> send : sends(route)) {
                used.add(scheme(send.getEndpointUri()));
            }
        }
        assertThat(SCHEMES).containsAll(used);
    }

    @Test void a_queue_is_a_thing_and_each_that_is_sent_to_is_received_from() {
        Set<String> sent = new TreeSet<>();
        Set<String> received = new TreeSet<>();
        for (RouteDefinition route : all()) {
            queue(route.getInput().getEndpointUri()).forEach(received::add);
            sends(route).forEach(send -> queue(send.getEndpointUri()).forEach(sent::add));
        }
        assertThat(sent).allMatch(name -> name.matches("[a-z]+\\.[a-z-]+")).isEqualTo(received);
    }

    @Test void every_entrance_has_a_tap() {
        for (RouteDefinition route : all()) {
            String from = route.getInput().getEndpointUri();
            boolean isEntrance = from.startsWith("jms:") || from.startsWith("sftp:") || from.startsWith("accountSftp:") || from.equals("direct:intake-check-sending");
            if (isEntrance && !from.startsWith("jms:queue:audit.traffic")) {
                assertThat(taps(route)).as(route.getRouteId()).containsExactly("direct:audit-tap-hop trafficHop trafficTap");
            }
        }
    }

    /** OperatorViewIT sees it happen with the sandbox's broker; here it is the broker of production. */
    @Test void each_queue_has_a_dead_letter_queue_that_is_its_name_and_dead() throws Exception {
        Element broker = DocumentBuilderFactory.newNSInstance().newDocumentBuilder().parse(Path.of("deploy/artemis/broker.xml").toFile()).getDocumentElement();
        Map<String, Map<String, String>> settings = new TreeMap<>();
        NodeList found = broker.getElementsByTagNameNS("*", "address-setting");
        for (int i = 0; i < found.getLength(); i++) {
            settings.put(((Element) found.item(i)).getAttribute("match"), children((Element) found.item(i)));
        }

        assertThat(settings.keySet()).as("matches: none but that of all queues, and that of the dead letters").containsExactlyInAnyOrder("#", "DLQ.all");
        assertThat(settings.get("#")).containsEntry("dead-letter-address", "DLQ.all").containsEntry("auto-create-dead-letter-resources", "true")
                .containsEntry("dead-letter-queue-prefix", "").containsEntry("dead-letter-queue-suffix", ".dead").containsEntry("max-delivery-attempts", "3");
        assertThat(settings.get("DLQ.all")).containsEntry("max-delivery-attempts", "-1");
        assertThat(queues()).isNotEmpty().noneMatch(name -> name.startsWith("DLQ.") || name.endsWith(".dead"));
    }

    private static Map<String, String> children(Element parent) {
        Map<String, String> texts = new TreeMap<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                texts.put(element.getLocalName(), element.getTextContent().strip());
            }
        }
        return texts;
    }

    private static Set<String> queues() {
        Set<String> names = new TreeSet<>();
        for (RouteDefinition route : all()) {
            names.addAll(queue(route.getInput().getEndpointUri()));
            sends(route).forEach(send -> names.addAll(queue(send.getEndpointUri())));
        }
        return names;
    }

    @Test void a_file_fits_on_a_page_and_says_what_it_does() throws IOException {
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.size()).as(file.toString()).isLessThanOrEqualTo(160);
            assertThat(lines.getFirst()).as(file.toString()).startsWith("# ");
        }
    }

    @Test void no_body_is_logged_and_nothing_is_built_from_a_message_but_by_a_bean() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(text).as(file.toString()).doesNotContain("showBody=true").doesNotContain("toD:").doesNotContain("${bodyAs");
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(ROUTES)) {
            return found.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }

    private static List<RouteDefinition> all() {
        List<RouteDefinition> all = new ArrayList<>(context.getRouteDefinitions());
        context.getRouteTemplateDefinitions().forEach(template -> all.add(withId(template.getRoute(), template.getId())));
        return all;
    }

    private static RouteDefinition withId(RouteDefinition route, String id) {
        if (route.getRouteId() == null) {
            route.setId(id);
        }
        return route;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static List<SendDefinition<?>> sends(RouteDefinition route) {
        List<SendDefinition<?>> sends = new ArrayList<>();
        for (ProcessorDefinition<?> output : route.getOutputs()) {
            if (output instanceof SendDefinition<?> send) {
                sends.add(send);
            }
        }
        ProcessorDefinitionHelper.filterTypeInOutputs((List) route.getOutputs(), SendDefinition.class).forEach(send -> sends.add((SendDefinition<?>) send));
        return sends;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static List<String> taps(RouteDefinition route) {
        List<String> taps = new ArrayList<>();
        ProcessorDefinitionHelper.filterTypeInOutputs((List) route.getOutputs(), WireTapDefinition.class).forEach(found -> {
            WireTapDefinition<?> tap = (WireTapDefinition<?>) found;
            taps.add(tap.getUri() + " " + tap.getOnPrepare() + " " + tap.getExecutorService());
        });
        return taps;
    }

    private static String scheme(String uri) {
        return uri.substring(0, uri.indexOf(':'));
    }

    private static List<String> queue(String uri) {
        return uri.startsWith("jms:queue:") || uri.startsWith("traffic:queue:")
                ? List.of(uri.replaceFirst("^(jms|traffic):queue:", "").replaceFirst("\\?.*", "")) : List.of();
    }
}
