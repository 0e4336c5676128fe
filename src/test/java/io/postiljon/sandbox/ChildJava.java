package io.postiljon.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this class path in a Java of its own. */
final class ChildJava {
    private ChildJava() {}

    /** @param output gets all that it prints; @param command class and arguments, options of Java before them */
    static Process start(Path output, String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(command));
        try {
            return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }
}
