package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an operator reads is complete: every setting, every short name, every metric. */
class OperationsGuideTest {
    private static final Set<String> OURS =
            Set.of("postiljon", "console", "access", "certificates", "keys", "intake", "inspection", "database", "broker", "store", "dispatch", "ebox", "print", "tracking", "web");
    private static final Pattern METRIC = Pattern.compile("\"(postiljon\\.[a-z.]+)\"");
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final String guide = read(Path.of("docs", "operations.md"));
    private final String settings = read(Path.of("config", "application.yaml"));

    @Test void every_setting_is_described() throws IOException {
        JsonNode file = new YAMLMapper().readTree(settings);
        List<String> names = new ArrayList<>();
        for (String section : OURS) {
            collect(section, file.path(section), names);
        }

        assertThat(names).hasSizeGreaterThan(80).allMatch(this::isDescribed);
    }

    @Test void every_short_name_of_the_environment_is_described() {
        List<String> names = Pattern.compile("\\$\\{(POSTILJON_[A-Z_]+)").matcher(settings).results().map(found -> found.group(1)).distinct().toList();

        assertThat(names).hasSizeGreaterThan(15).allMatch(guide::contains);
    }

    @Test void every_metric_of_ours_is_in_the_table_of_alarms() throws IOException {
        List<String> metrics = new ArrayList<>();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
                String source = read(file);
                if (source.contains("io.micrometer")) {
                    METRIC.matcher(source).results().map(found -> found.group(1).replace('.', '_')).forEach(metrics::add);
                }
            }
        }

        assertThat(metrics).hasSizeGreaterThan(4).allMatch(guide::contains);
    }

    /** By its full name, or as a member in brackets behind the name of its group. */
    private boolean isDescribed(String name) {
        int dot = name.lastIndexOf('.');
        return guide.contains("`" + name + "`")
                || guide.lines().anyMatch(line -> line.contains("`" + name.substring(0, dot) + "` (") && line.contains("`" + name.substring(dot + 1) + "`"));
    }

    private static void collect(String name, JsonNode node, List<String> names) {
        if (node.isObject()) {
            node.properties().forEach(member -> collect(name + "." + member.getKey(), member.getValue(), names));
        } else {
            names.add(name);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
