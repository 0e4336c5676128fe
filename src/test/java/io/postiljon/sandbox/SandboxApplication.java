package io.postiljon.sandbox;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.Story;
import io.postiljon.sandbox.client.StoryTeller;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code mvn spring-boot:test-run}: the whole system in one process, telling its story in the terminal, until Ctrl-C. With
 * {@code --sandbox.stop-after-story=true} it ends after the story, with status 0 only if every line came out as expected.
 */
public final class SandboxApplication {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STOP_AFTER_STORY = "--sandbox.stop-after-story=true";

    private SandboxApplication() {}

    public static void main(String[] args) {
        Instant start = Instant.now();
        quietenParts();
        System.out.println("\nPostiljon sandbox: every part in one process, nothing leaves this machine.\n");
        SandboxSystem system = SandboxSystem.start(Path.of("target", "sandbox"), Progress.CONSOLE);
        Gateway gateway = startGateway(system);
        Thread stop = new Thread(() -> stop(gateway, system), "sandbox-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        SandboxJson sandbox = Progress.CONSOLE.timed("dossiers of the test persons", opened -> "target/sandbox/sandbox.json", () -> open(system));
        System.out.printf("%nReady in %.1f s. Sending the samples ...%n%n", Duration.between(start, Instant.now()).toMillis() / 1000.0);

        Story story = new StoryTeller(sandbox, system.folder(), PATIENCE, Clock.systemUTC()).tell();
        System.out.println(story.table());
        if (Arrays.asList(args).contains(STOP_AFTER_STORY)) {
            System.out.println(story.allAsExpected() ? "Every line came out as expected." : "A line came out otherwise than expected.");
            System.exit(story.allAsExpected() ? 0 : 1);
        }
        System.out.println(new Signpost(sandbox, system).text());
        waitForEver();
    }

    /** The parts have much to say while they start; here it would only hide the story. */
    private static void quietenParts() {
        LoggingSystem.get(SandboxApplication.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    /** A gateway that does not start ends the sandbox; its own words stand above. */
    private static Gateway startGateway(SandboxSystem system) {
        try {
            return Progress.CONSOLE.timed("gateway", started -> "https://localhost:" + system.apiPort(), () -> GatewayInProcess.start(system, "--logging.file.name=" + system.folder().resolve("gateway.log"),
                    "--logging.threshold.console=off", "--camel.main.shutdown-timeout=2", "--spring.lifecycle.timeout-per-shutdown-phase=2s"));
        } catch (RuntimeException fault) {
            System.out.println("The gateway did not start; see target/sandbox/gateway.log: " + fault.getMessage());
            system.close();
            System.exit(1);
            throw fault;
        }
    }

    /** The file is there only when everything it names can be used. */
    public static SandboxJson open(SandboxSystem system) {
        SandboxJson sandbox = SandboxFile.of(system);
        for (SandboxSystem.Member member : system.members()) {
            try (AgencyClient client = AgencyClient.of(sandbox, system.folder(), member.code())) {
                SandboxPeople.openDossiers(client);
            }
        }
        SendExample.write(sandbox, system.folder());
        sandbox.write(system.folder().resolve("sandbox.json"));
        return sandbox;
    }

    private static void stop(Gateway gateway, SandboxSystem system) {
        Instant start = Instant.now();
        gateway.close();
        Duration gatewayTook = Duration.between(start, Instant.now());
        system.close();
        System.out.printf("Stopped: gateway in %d ms, the rest in %d ms.%n", gatewayTook.toMillis(), Duration.between(start, Instant.now()).minus(gatewayTook).toMillis());
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
