package io.postiljon;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.NamedNode;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/** Checks what one file says, once the names of all files are known. */
final class RouteFileCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]+}}");
    private static final Set<String> NO_ENDPOINT = Set.of("ref", "property");

    private final BeanNames beans;
    private final Set<String> direct;
    private final Set<String> configurations;
    private final Consumer<RouteFault> found;
    private final DefaultCamelContext context;
    private final Path file;
    private final boolean complete;
    private final DefaultRuntimeCamelCatalog catalog;
    private Map<String, Object> parameters = Map.of();

    /**
     * @param complete whether every file could be read; when not, a name that is missing may stand in one that could not
     * @param found    is told each mistake
     */
    RouteFileCheck(DefaultCamelContext context, Path file, boolean complete, BeanNames beans, Set<String> direct, Set<String> configurations,
            Consumer<RouteFault> found) {
        this.beans = beans;
        this.direct = direct;
        this.configurations = configurations;
        this.found = found;
        this.context = context;
        this.file = file;
        this.complete = complete;
        this.catalog = (DefaultRuntimeCamelCatalog) PluginHelper.getRuntimeCamelCatalog(context);
    }

    void run(RouteCheck.Loaded definitions) {
        definitions.routes().forEach(route -> {
            parameters = Optional.ofNullable(route.getTemplateParameters()).orElse(Map.of());      // of one that a template made
            route(route);
        });
        parameters = Map.of();
        definitions.templates().forEach(template -> route(template.getRoute()));
        definitions.configurations().forEach(configuration -> configuration.getOnExceptions().forEach(this::onException));
    }

    private void onException(OnExceptionDefinition handler) {
        handler.getExceptions().forEach(name -> {
            if (context.getClassResolver().resolveClass(name) == null) {
                fault(handler, "there is no exception class " + name);
            }
        });
        handler.getOutputs().forEach(this::steps);
    }

    private void route(RouteDefinition route) {
        for (String id : Optional.ofNullable(route.getRouteConfigurationId()).map(ids -> ids.split(",")).orElse(new String[0])) {
            if (complete && !configurations.contains(id.strip())) {
                fault(route, "there is no routeConfiguration with the id " + id.strip() + ": the route would run without error handling; there are "
                        + configurations);
            }
        }
        FromDefinition from = route.getInput();
        endpoint(from, from.getEndpointUri(), true);
        route.getOutputs().forEach(this::steps);
    }

    private void steps(ProcessorDefinition<?> step) {
        step(step);
        ProcessorDefinitionHelper.filterTypeInOutputs(step.getOutputs(), ProcessorDefinition.class).forEach(this::step);
    }

    private void step(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            endpoint(step, send.getEndpointUri(), false);
        }
        if (step instanceof WireTapDefinition<?> tap) {
            reference(step, tap.getExecutorService());
            reference(step, tap.getOnPrepare());
        }
        if (step instanceof ExpressionNode node && node.getExpression() != null) {
            expression(step, node.getExpression());
        }
        if (step instanceof BeanDefinition bean) {
            beanMethod(step, bean.getRef(), Optional.ofNullable(bean.getMethod()));
        }
    }

    private void expression(ProcessorDefinition<?> step, ExpressionDefinition expression) {
        if (expression instanceof SimpleExpression simple) {
            try {
                if (decides(step)) {
                    context.resolveLanguage("simple").createPredicate(simple.getExpression());
                } else {
                    context.resolveLanguage("simple").createExpression(simple.getExpression());
                }
            } catch (RuntimeException wrong) {
                fault(step, "the simple expression is wrong: " + RouteCheck.firstLine(wrong));
            }
        }
    }

    private static boolean decides(Object step) {
        return step instanceof WhenDefinition || step instanceof FilterDefinition;
    }

    private void endpoint(OptionalIdentifiedDefinition<?> where, String uri, boolean consumer) {
        if (uri == null) {
            fault(where, "a uri is missing");
            return;
        }
        String scheme = StringHelper.before(uri, ":", uri);
        if (PLACEHOLDER.matcher(scheme).find() || NO_ENDPOINT.contains(scheme)) {
            return;
        }
        switch (scheme) {
            case "direct" -> directTarget(where, uri, consumer);
            case "bean" -> beanUri(where, uri);
            default -> options(where, uri, scheme, consumer);
        }
    }

    private void directTarget(OptionalIdentifiedDefinition<?> where, String uri, boolean consumer) {
        String name = StringHelper.before(uri.substring("direct:".length()), "?", uri.substring("direct:".length()));
        if (complete && !consumer && !direct.contains(name) && !name.contains("${")) {
            fault(where, "no route starts from direct:" + name + closest(name, direct));
        }
    }

    private void beanUri(OptionalIdentifiedDefinition<?> where, String uri) {
        String rest = uri.substring("bean:".length());
        String name = withParameters(StringHelper.before(rest, "?", rest));
        if (PLACEHOLDER.matcher(name).find()) {
            return;      // in a template: each route that is made of it is checked with its own
        }
        try {
            Map<String, Object> options = URISupport.parseQuery(StringHelper.after(rest, "?", ""));
            beanMethod(where, name, Optional.ofNullable((String) options.get("method")));
        } catch (java.net.URISyntaxException wrong) {
            fault(where, "the uri cannot be read: " + RouteCheck.firstLine(wrong));
        }
    }

    private String withParameters(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group().substring(2, found.group().length() - 2);
            return Matcher.quoteReplacement(String.valueOf(parameters.getOrDefault(name, found.group())));
        });
    }

    private void beanMethod(OptionalIdentifiedDefinition<?> where, String bean, Optional<String> method) {
        Optional<Class<?>> type = beans.typeOf(bean);
        if (type.isEmpty()) {
            fault(where, "there is no bean named " + bean);
            return;
        }
        String name = method.map(call -> StringHelper.before(call, "(", call)).orElse("");
        if (!name.isEmpty() && type.get() != Object.class && Arrays.stream(type.get().getMethods()).map(Method::getName).noneMatch(name::equals)) {
            fault(where, "bean " + bean + " has no public method " + name
                    + closest(name, Arrays.stream(type.get().getMethods()).map(Method::getName).collect(Collectors.toSet())));
        }
    }

    private void options(OptionalIdentifiedDefinition<?> where, String uri, String scheme, boolean consumer) {
        String component = componentOf(scheme);
        String plain = component + uri.substring(scheme.length());
        EndpointValidationResult result = catalog.validateEndpointProperties(withoutPlaceholders(plain), false, consumer, !consumer);
        if (result.getUnknownComponent() != null) {
            fault(where, "there is no component " + scheme);
        } else if (!result.isSuccess()) {
            fault(where, summary(result));
        }
        if (uri.contains("?")) {
            try {
                URISupport.parseQuery(StringHelper.after(uri, "?")).values().forEach(value -> reference(where, value instanceof String text && text.startsWith("#") ? text : null));
            } catch (java.net.URISyntaxException wrong) {
                fault(where, "the uri cannot be read: " + RouteCheck.firstLine(wrong));
            }
        }
    }

    /** A component bean of our own answers to its bean name; its options are those of its class. */
    private String componentOf(String scheme) {
        return beans.typeOf(scheme).map(type -> JmsComponent.class.isAssignableFrom(type) ? "jms"
                : org.apache.camel.component.http.HttpComponent.class.isAssignableFrom(type) ? "https"
                : org.apache.camel.component.file.remote.SftpComponent.class.isAssignableFrom(type) ? "sftp" : scheme).orElse(scheme);
    }

    private void reference(OptionalIdentifiedDefinition<?> where, String reference) {
        if (reference == null || reference.startsWith("#class:") || reference.contains("{{")) {
            return;
        }
        String name = reference.replaceFirst("^#(bean:)?", "");
        if (beans.typeOf(name).isEmpty()) {
            fault(where, "there is no bean named " + name);
        }
    }

    private void fault(OptionalIdentifiedDefinition<?> where, String reason) {
        found.accept(new RouteFault(file, Math.max(0, ((NamedNode) where).getLineNumber()), reason));
    }

    private static String withoutPlaceholders(String uri) {
        return uri.startsWith("{{") ? uri : uri.replaceFirst("^([a-z-]+:(//)?)\\{\\{[^}]+}}", "$1placeholder");
    }

    private static String summary(EndpointValidationResult result) {
        List<String> reasons = new ArrayList<>();
        Optional.ofNullable(result.getUnknown()).ifPresent(names -> names.forEach(name -> reasons.add("unknown option " + name)));
        Optional.ofNullable(result.getRequired()).ifPresent(names -> names.forEach(name -> reasons.add("option " + name + " is missing")));
        Optional.ofNullable(result.getNotConsumerOnly()).ifPresent(names -> names.forEach(name -> reasons.add("option " + name + " is not for a from")));
        Optional.ofNullable(result.getNotProducerOnly()).ifPresent(names -> names.forEach(name -> reasons.add("option " + name + " is only for a from")));
        for (Map<?, ?> wrong : List.of(orEmpty(result.getInvalidBoolean()), orEmpty(result.getInvalidInteger()), orEmpty(result.getInvalidNumber()),
                orEmpty(result.getInvalidDuration()), orEmpty(result.getInvalidEnum()))) {
            wrong.forEach((name, value) -> reasons.add("option " + name + " cannot be " + value));
        }
        Optional.ofNullable(result.getSyntaxError()).ifPresent(reasons::add);
        return reasons.isEmpty() ? result.summaryErrorMessage(false).strip().replaceAll("\\s+", " ") : String.join("; ", reasons);
    }

    private static Map<?, ?> orEmpty(Map<?, ?> map) {
        return map == null ? Map.of() : map;
    }

    /** Known names that begin alike, as help for a misspelling. */
    private static String closest(String name, Collection<String> known) {
        String start = StringHelper.before(name, "-", name.substring(0, Math.min(3, name.length())));
        List<String> alike = known.stream().filter(other -> other.startsWith(start)).sorted().limit(8).toList();
        return alike.isEmpty() ? "" : "; there is " + String.join(", ", alike);
    }
}
