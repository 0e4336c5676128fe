package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.PostiljonApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check-routes} as an operator runs it: a Java of its own, its words and its status. */
@Timeout(240)
class CheckRoutesIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;

    private record Run(int status, List<String> lines, Duration took) {}

    @Test void it_says_0_of_right_routes_and_1_with_file_line_and_reason_of_wrong_ones() throws Exception {
        Path wrong = Files.createDirectory(folder.resolve("wrong"));
        String fault = RouteFolder.copyTo(wrong).plant("access.camel.yaml", "uri: timer:access", "uri: timr:access") + ": there is no component timr";

        Run ofRight = check(Path.of("routes"));
        Run ofWrong = check(wrong);

        assertThat(ofRight.status()).as(ofRight.toString()).isZero();
        assertThat(ofRight.lines()).contains("routes are right: routes");
        assertThat(ofWrong.status()).as(ofWrong.toString()).isEqualTo(1);
        assertThat(ofWrong.lines()).contains(fault, "1 mistakes in " + wrong);
        assertThat(ofRight.took().compareTo(ofWrong.took()) < 0 ? ofRight.took() : ofWrong.took()).as("time, unless the machine stalled twice").isLessThan(LIMIT);
    }

    private Run check(Path routes) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "check", ".out");
        Instant start = Instant.now();
        Process check = ChildJava.start(output, "-XX:TieredStopAtLevel=1", PostiljonApplication.class.getName(), "check-routes", routes.toString());
        assertThat(check.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return new Run(check.exitValue(), Files.readAllLines(output), Duration.between(start, Instant.now()));
    }
}
