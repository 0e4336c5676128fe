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
 * {@code --sandbox.stop-after-story=true} it ends after the story, with status 0 only if every line came out as expected. An argument
 * that is no option is the folder; without it that is {@code target/sandbox}.
 */
public final class SandboxApplication {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STOP_AFTER_STORY = "--sandbox.stop-after-story=true";

    private final Running running;
    private final Path folder;
    private final boolean stopAfterStory;

    private SandboxApplication(Running running, String... args) {
        this.running = running;
        this.folder = Path.of(Arrays.stream(args).filter(argument -> !argument.startsWith("--")).findFirst().orElse("target/sandbox"));
        this.stopAfterStory = Arrays.asList(args).contains(STOP_AFTER_STORY);
    }

    public static void main(String[] args) {
        Running running = new Running();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "sandbox-stop"));
        quietenParts();
        try {
            new SandboxApplication(running, args).run();
        } catch (RuntimeException | Error fault) {      // the edge: other threads would keep a half sandbox alive
            if (!running.isStopping()) {
                System.out.println("The sandbox stops: " + reason(fault));
                System.exit(1);
            }
        }
        waitForEver();
    }

    private void run() {
        Instant start = Instant.now();
        System.out.println("\nPostiljon sandbox: every part in one process, nothing leaves this machine.\n");
        SandboxSystem system = SandboxSystem.start(folder, Progress.CONSOLE, running);
        GatewayInProcess gateway = startGateway(system);
        SandboxJson sandbox = Progress.CONSOLE.timed("dossiers of the test persons", opened -> folder + "/sandbox.json", () -> open(system));
        System.out.printf("%nReady in %.1f s. Sending the samples ...%n%n", Duration.between(start, Instant.now()).toMillis() / 1000.0);

        Story story = new StoryTeller(sandbox, system.folder(), PATIENCE, Clock.systemUTC()).tell();
        System.out.println(story.table());
        if (stopAfterStory) {
            System.out.println(story.allAsExpected() ? "Every line came out as expected." : "A line came out otherwise than expected.");
            System.exit(status(story));
        }
        System.out.println(new Signpost(sandbox, system, LoginExample.send(system, sandbox, gateway)).text());
    }

    static int status(Story story) {
        return story.allAsExpected() ? 0 : 1;
    }

    /** The parts have much to say while they start; here it would only hide the story. */
    private static void quietenParts() {
        LoggingSystem.get(SandboxApplication.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    private GatewayInProcess startGateway(SandboxSystem system) {
        try {
            return Progress.CONSOLE.timed("gateway", started -> "https://localhost:" + system.apiPort(), () -> running.keep(GatewayInProcess.start(system,
                    "--logging.file.name=" + system.folder().resolve("gateway.log"), "--logging.threshold.console=off",
                    "--camel.main.shutdown-timeout=2", "--spring.lifecycle.timeout-per-shutdown-phase=2s")));
        } catch (RuntimeException fault) {
            throw new IllegalStateException("the gateway did not start; see " + folder + "/gateway.log", fault);
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
        DropExample.write(sandbox, system.folder(), Clock.systemUTC());
        sandbox.write(system.folder().resolve("sandbox.json"));
        return sandbox;
    }

    private static void stop(Running running) {
        Instant start = Instant.now();
        running.close();
        System.out.printf("Stopped in %d ms.%n", Duration.between(start, Instant.now()).toMillis());
    }

    /** What happened, and what was behind it. */
    private static String reason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == fault ? fault.toString() : fault.getMessage() + ": " + root;
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
