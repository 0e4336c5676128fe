package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn spring-boot:test-run} starts, as a process of its own. */
@Timeout(600)
class SandboxApplicationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int LEAST_LINES = 12;
    private static final Pattern STOPPED = Pattern.compile("Stopped in (\\d+) ms\\.");

    @TempDir Path place;
    private Process sandbox;

    @AfterEach void end() {
        sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
        sandbox.destroyForcibly();
    }

    @Test void it_tells_its_story_stops_by_itself_and_leaves_no_process_behind() throws IOException {
        Path folder = place.resolve("sandbox");
        Path output = place.resolve("output");
        Path serverFile = folder.resolve("postgres/data/postmaster.pid");
        Set<ProcessHandle> children = new HashSet<>();
        Set<Long> servers = new HashSet<>();

        sandbox = ChildJava.start(output, SandboxApplication.class.getName(), folder.toString(), "--sandbox.stop-after-story=true");
        Awaitility.await("the sandbox ends by itself; it prints to " + output).atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            sandbox.descendants().forEach(children::add);
            number(serverFile).ifPresent(servers::add);
            return !sandbox.isAlive();
        });

        String said = Files.readString(output, java.nio.charset.Charset.defaultCharset());
        assertThat(sandbox.exitValue()).as(said).isZero();
        List<String> table = said.lines().filter(line -> line.matches("\\S+ (ok|wrong) .*")).toList();
        assertThat(table).as(said).hasSizeGreaterThanOrEqualTo(LEAST_LINES).allMatch(line -> line.matches("\\S+ ok .*"));
        assertThat(said).contains(table.size() + " of " + table.size() + " as expected", "Every line came out as expected.");
        Matcher stopped = STOPPED.matcher(said);
        assertThat(stopped.find()).as(said).isTrue();
        assertThat(Duration.ofMillis(Long.parseLong(stopped.group(1)))).as("time to stop").isLessThanOrEqualTo(STOP_LIMIT);
        assertThat(servers).as("PostgreSQL, while it ran").hasSize(1).allMatch(server -> ProcessHandle.of(server).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(children).as("processes that the sandbox started").isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test void a_fault_ends_it_with_one_line_and_status_1() throws IOException {
        Path notAFolder = Files.createFile(place.resolve("file"));
        Path output = place.resolve("output");

        sandbox = ChildJava.start(output, SandboxApplication.class.getName(), notAFolder.resolve("sandbox").toString());
        Awaitility.await().atMost(PATIENCE).until(() -> !sandbox.isAlive());

        assertThat(sandbox.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(output)).as("what it printed").filteredOn(line -> line.startsWith("The sandbox stops: ")).hasSize(1);
        assertThat(Files.readString(output)).doesNotContain("\tat ");
    }

    /** The first line; the file comes and goes with the server. */
    private static Optional<Long> number(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().map(String::strip).filter(line -> line.matches("\\d+")).map(Long::valueOf);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
