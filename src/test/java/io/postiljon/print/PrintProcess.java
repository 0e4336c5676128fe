package io.postiljon.print;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A {@link PrintGateway} seen from its parent. It ends with the parent, if not before. */
final class PrintProcess implements AutoCloseable {
    /** It does little and does it once. */
    private static final List<String> SHORT_LIFE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m");
    private static final Duration END_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;
    private boolean ready;

    private PrintProcess(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Begins to start one, and does not wait for it. @param folder gets the file of settings and the log of all */
    static PrintProcess begin(Path folder, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = Files.createTempFile(folder, "gateway", ".properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SHORT_LIFE);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrintGateway.class.getName(), file.toString()));
        return new PrintProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("gateways.log").toFile())).start());
    }

    /** Its routes run from here on. */
    void open(Duration ahead) {
        prepare(ahead);
        ask("open");
    }

    /** Its routes run until its doom, which may come before it could answer; returns when it is dead. */
    void openAndDie(Duration ahead) {
        prepare(ahead);
        orders.println("open");
        awaitDeath();
    }

    private void prepare(Duration ahead) {
        if (!ahead.isZero()) {
            ask("ahead " + ahead);
        }
    }

    void doom(Doom doom) {
        ask("doom " + doom);
    }

    /** How often it began to write an order file. */
    int ordersMade() {
        return Integer.parseInt(ask("orders"));
    }

    private String ask(String order) {
        try {
            if (!ready) {
                require("ready");
                ready = true;
            }
            orders.println(order);
            return require("ok ");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @return what follows */
    private String require(String answer) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(answer)) {
            throw new IllegalStateException("a print gateway said " + line + " instead of " + answer + "; see gateways.log");
        }
        return line.substring(answer.length());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is dead. From any thread. */
    void kill() {
        process.destroyForcibly();
        awaitDeath();
    }

    private void awaitDeath() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a print gateway does not die where it should");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override public void close() {
        kill();
    }
}
