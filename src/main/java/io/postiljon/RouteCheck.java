package io.postiljon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.StringHelper;

/**
 * Finds the mistakes in a folder of routes before they run: syntax, an unknown component or option, a missing bean or method, a
 * misspelt {@code direct:} target or {@code routeConfigurationId} (which Camel reports at the first message, or never), a wrong
 * {@code simple} expression, two routes or two configurations of one name, in one file or in two.
 *
 * <p>It needs no partner, database or broker. All files are read in one context, as the application does; with a fault in its
 * syntax a file is left out, so what other files say of its routes is not held against them.
 */
final class RouteCheck {
    private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");

    private final BeanNames beans;
    private final Set<RouteFault> faults = new TreeSet<>(Comparator.comparing((RouteFault fault) -> fault)
            .thenComparing(RouteFault::reason));
    private final Map<String, Path> direct = new TreeMap<>();
    private final Map<String, Path> routeIds = new HashMap<>();
    private final Map<String, Path> templateIds = new HashMap<>();
    private final Map<String, Path> configurations = new TreeMap<>();

    private RouteCheck(BeanNames beans) {
        this.beans = beans;
    }

    /** All mistakes in the {@code *.camel.yaml} files of this folder, by file and line; empty when there is none. */
    static List<RouteFault> check(Path folder, BeanNames beans) {
        return new RouteCheck(beans).run(folder);
    }

    private List<RouteFault> run(Path folder) {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            return List.of(new RouteFault(folder, 0, "there is no *.camel.yaml file in this folder"));
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setSourceLocationEnabled(true);
            context.setAutoStartup(false);
            context.build();
            boolean complete = true;
            Map<Path, Loaded> loaded = new TreeMap<>();
            for (Path file : files) {
                Optional<Loaded> read = load(context, file);
                read.ifPresent(definitions -> loaded.put(file, definitions));
                complete &= read.isPresent();
            }
            loaded.forEach(this::collectNames);
            for (Map.Entry<Path, Loaded> file : loaded.entrySet()) {
                new RouteFileCheck(context, file.getKey(), complete, beans, direct.keySet(), configurations.keySet(), faults::add).run(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return List.copyOf(faults);
    }

    /** What one file defines. */
    record Loaded(List<RouteDefinition> routes, List<RouteTemplateDefinition> templates, List<RouteConfigurationDefinition> configurations) {}

    /** The context drops an earlier definition of the same name without a word: what is new is found by comparing, not by counting. */
    private Optional<Loaded> load(DefaultCamelContext context, Path file) {
        Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(context.getRouteDefinitions());
        before.addAll(context.getRouteTemplateDefinitions());
        before.addAll(context.getRouteConfigurationDefinitions());
        try {
            Resource resource = ResourceHelper.resolveMandatoryResource(context, "file:" + file);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception wrong) { // whatever the reader throws is the finding
            faults.add(new RouteFault(file, line(wrong), firstLine(wrong)));
            return Optional.empty();
        }
        return Optional.of(new Loaded(added(context.getRouteDefinitions(), before), added(context.getRouteTemplateDefinitions(), before),
                added(context.getRouteConfigurationDefinitions(), before)));
    }

    private static <T> List<T> added(List<T> now, Set<Object> before) {
        return now.stream().filter(definition -> !before.contains(definition)).toList();
    }

    private void collectNames(Path file, Loaded definitions) {
        definitions.routes().forEach(definition -> collectNames(file, definition));
        definitions.templates().forEach(template -> {
            collectNames(file, template.getRoute());
            claim(templateIds, template.getId(), file, template.getLineNumber(), "two route templates have the id ");
        });
        definitions.configurations().forEach(configuration -> configurations.put(configuration.getId(), file));  // Camel's reader refuses a second
    }

    private void collectNames(Path file, RouteDefinition definition) {
        String uri = definition.getInput().getEndpointUri();
        if (uri != null && uri.startsWith("direct:")) {
            String name = StringHelper.before(uri.substring("direct:".length()), "?", uri.substring("direct:".length()));
            claim(direct, name, file, definition.getInput().getLineNumber(), "two routes start from direct:");
        }
        claim(routeIds, definition.getRouteId(), file, definition.getLineNumber(), "two routes have the id ");
    }

    /** Notes whose name it is; no name at all is nobody's. */
    private void claim(Map<String, Path> names, String name, Path file, int line, String complaint) {
        if (name == null) {
            return;
        }
        Path other = names.putIfAbsent(name, file);
        if (other != null) {
            faults.add(new RouteFault(file, line, complaint + name + ", the other one in " + other));
        }
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            found.forEach(files::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder of routes cannot be read: " + folder, unreadable);
        }
        files.sort(null);
        return files;
    }

    private static int line(Throwable wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            Matcher matcher = LINE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return 0;
    }

    /** The first line of the innermost cause: what a reader can act on. */
    static String firstLine(Throwable wrong) {
        Throwable root = wrong;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse(text);
    }
}
