package io.postiljon.sandbox;

import io.postiljon.PostiljonApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The gateway as a process of its own, so that a test can kill it as the kernel would. */
public final class GatewayProcess implements Gateway {
    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    /** Options of a process that is started often and killed soon: slower at work, and not to be measured. */
    public static final List<String> SHORT_LIFE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx512m");


    private final SandboxSystem system;
    private final List<String> command;
    private final Path log;
    private Process process;

    private GatewayProcess(SandboxSystem system, List<String> command) {
        this.system = system;
        this.command = command;
        this.log = system.folder().resolve("gateway.log");
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param jvm   options such as {@code -Xmx256m}
     * @param extra arguments, {@code --name=value}, that win over the site's settings
     */
    public static GatewayProcess start(SandboxSystem system, List<String> jvm, String... extra) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PostiljonApplication.class.getName()));
        command.addAll(List.of(GatewayArguments.of(system, extra)));
        GatewayProcess gateway = new GatewayProcess(system, command);
        gateway.start();
        return gateway;
    }

    /** Starts the same command again, after {@link #kill}. */
    public void start() {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        Awaitility.await("the gateway is ready; its log is " + log).atMost(START_LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the gateway ended with status " + process.exitValue() + "; its log is " + log);
            }
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            HttpURLConnection health = (HttpURLConnection) URI.create("http://127.0.0.1:" + system.managementPort() + "/actuator/health/readiness").toURL().openConnection();
            health.setConnectTimeout(1_000);
            health.setReadTimeout(2_000);
            return health.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Path log() {
        return log;
    }

    /** SIGKILL: nothing is flushed, nothing is said. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    @Override public void close() {
        process.destroy();
        if (!waitForEnd()) {
            process.destroyForcibly();
            waitForEnd();
        }
    }

    private boolean waitForEnd() {
        try {
            return process.waitFor(50, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
