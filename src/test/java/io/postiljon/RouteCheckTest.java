package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in a copy of {@code routes/}: each is found, in its file, on its line, with its reason. */
class RouteCheckTest {
    private static final Path ROUTES = Path.of("routes");

    @TempDir Path folder;

    @BeforeEach void copiesTheRoutes() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".camel.yaml")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test void the_routes_of_the_gateway_are_right() {
        assertThat(check()).isEmpty();
    }

    @Test void a_folder_without_routes_is_a_mistake() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(RouteCheck.check(empty, DeclaredBeans.ofThisProgram())).hasSize(1);
    }

    @Test void yaml_that_does_not_parse_is_found() throws IOException {
        plant("audit.camel.yaml", "    id: audit-tap-hop", "    id: [audit-tap-hop");

        assertThat(check()).singleElement().satisfies(fault -> assertThat(fault.file().getFileName()).hasToString("audit.camel.yaml"));
    }

    @Test void a_misspelt_member_is_found() throws IOException {
        int line = plant("audit.camel.yaml", "            pattern: InOnly", "            patern: InOnly");

        assertFound("audit.camel.yaml", line, 2, "patern");
    }

    @Test void an_unknown_component_is_found() throws IOException {
        int line = plant("access.camel.yaml", "uri: timer:access", "uri: timr:access");

        assertFound("access.camel.yaml", line, 1, "there is no component timr");
    }

    @Test void an_unknown_option_is_found() throws IOException {
        int line = plant("access.camel.yaml", "        period:", "        perriod:");

        assertFound("access.camel.yaml", line, 3, "unknown option perriod");
    }

    @Test void a_missing_bean_is_found() throws IOException {
        int line = plant("store.camel.yaml", "bean:sweep?method=removeNoise", "bean:sweeep?method=removeNoise");

        assertFound("store.camel.yaml", line, 1, "there is no bean named sweeep");
    }

    @Test void a_missing_bean_that_a_template_is_given_is_found() throws IOException {
        Path file = folder.resolve("print-answers.camel.yaml");
        StringBuilder made = new StringBuilder("- templatedRoute:\n    routeId: print-collect-more\n    routeTemplateRef: print-collect-answers\n    parameters:\n");
        for (String parameter : List.of("supplier", "host", "port", "user", "keyFile", "knownHostsFile", "folder")) {
            made.append("      - {name: ").append(parameter).append(", value: '22'}\n");
        }
        Files.writeString(file, Files.readString(file) + made + "      - {name: taker, value: evidenceArchiv}\n");

        assertThat(check()).singleElement().satisfies(fault -> assertThat(fault.reason()).contains("there is no bean named evidenceArchiv"));
    }

    @Test void a_missing_method_is_found_with_those_that_are_alike() throws IOException {
        int line = plant("store.camel.yaml", "bean:sweep?method=removeNoise", "bean:sweep?method=removeNoises");

        assertFound("store.camel.yaml", line, 1, "bean sweep has no public method removeNoises; there is removeNoise");
    }

    @Test void a_misspelt_direct_target_is_found_before_its_first_message() throws IOException {
        int line = plant("intake-http.camel.yaml", "uri: direct:intake-judge-sending", "uri: direct:intake-juge-sending");

        assertFound("intake-http.camel.yaml", line, 1, "no route starts from direct:intake-juge-sending");
    }

    @Test void a_misspelt_configuration_would_run_without_error_handling_and_is_found() throws IOException {
        int line = plant("intake-http.camel.yaml", "routeConfigurationId: intake-errors", "routeConfigurationId: intake-erors");

        assertFound("intake-http.camel.yaml", line, 4, "there is no routeConfiguration with the id intake-erors");
    }

    @Test void two_routes_of_one_name_are_found() throws IOException {
        plant("audit.camel.yaml", "    id: audit-store-traffic", "    id: audit-tap-hop");

        assertThat(check()).anySatisfy(fault -> assertThat(fault.reason()).contains("audit-tap-hop"));
    }

    @Test void one_route_id_in_two_files_is_found() throws IOException {
        int line = plant("store.camel.yaml", "id: " + firstRouteId("store.camel.yaml"), "id: " + firstRouteId("access.camel.yaml"));

        assertThat(check()).singleElement().satisfies(fault -> {
            assertThat(fault.file().getFileName()).hasToString("store.camel.yaml");
            assertThat(fault.line()).isBetween(line - 1, line + 1);
            assertThat(fault.reason()).contains("two routes have the id access-reload-agreements").contains("access.camel.yaml");
        });
    }

    @Test void one_configuration_id_in_two_files_is_found() throws IOException {
        Files.writeString(folder.resolve("errors-too.camel.yaml"), """
                # Says again what happens to faults.
                - routeConfiguration:
                    id: queue-errors
                    onException:
                      - onException:
                          exception:
                            - java.lang.Exception
                          handled:
                            constant:
                              expression: "true"
                """);

        assertThat(check()).singleElement().satisfies(fault -> {
            assertThat(fault.file().getFileName()).hasToString("errors.camel.yaml");
            assertThat(fault.reason()).isEqualTo("Route configuration already exists with id: queue-errors");
        });
    }

    @Test void one_direct_name_in_two_files_is_found() throws IOException {
        Files.writeString(folder.resolve("audit-too.camel.yaml"), """
                # Taps in another way.
                - route:
                    id: audit-tap-again
                    description: Starts where another route starts.
                    routeConfigurationId: job-errors
                    from:
                      uri: direct:audit-tap-hop
                      steps:
                        - stop: {}
                """);

        assertThat(check()).singleElement().satisfies(fault -> assertThat(fault.reason()).contains("two routes start from direct:audit-tap-hop"));
    }

    @Test void all_mistakes_of_all_files_are_found_at_once() throws IOException {
        plant("access.camel.yaml", "uri: timer:access", "uri: timr:access");
        plant("store.camel.yaml", "bean:sweep?method=removeNoise", "bean:sweeep?method=removeNoise");
        plant("intake-http.camel.yaml", "uri: direct:intake-judge-sending", "uri: direct:intake-juge-sending");

        assertThat(check()).hasSize(3).isSortedAccordingTo(Comparator.naturalOrder());
    }

    /** Replaces the first place; @return its line */
    private int plant(String file, String right, String wrong) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        int place = text.indexOf(right);
        assertThat(place).as(right + " in " + file).isNotNegative();
        Files.writeString(path, text.substring(0, place) + wrong + text.substring(place + right.length()));
        return (int) text.substring(0, place).chars().filter(sign -> sign == '\n').count() + 1;
    }

    private String firstRouteId(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream().map(String::strip).filter(line -> line.startsWith("id: ")).findFirst().orElseThrow()
                .substring("id: ".length());
    }

    private List<RouteFault> check() {
        return RouteCheck.check(folder, DeclaredBeans.ofThisProgram());
    }

    /** @param above how many lines above the planted one the line may be, which is that of its step */
    private void assertFound(String file, int line, int above, String reason) {
        assertThat(check()).singleElement().satisfies(fault -> {
            assertThat(fault.file().getFileName()).hasToString(file);
            assertThat(fault.line()).isBetween(line - above, line);
            assertThat(fault.reason()).contains(reason);
        });
    }
}
