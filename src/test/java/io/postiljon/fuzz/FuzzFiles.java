package io.postiljon.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where inputs lie: the kept ones in the source tree, those of a run in {@code target/fuzz}. Paths are from the root of the project. */
final class FuzzFiles {
    static final Path INPUTS = Path.of("src/test/resources/fuzz");
    private static final Path RUN = Path.of("target/fuzz");

    private FuzzFiles() {}

    static Path kept(String word) {
        return INPUTS.resolve(word);
    }

    /** Inputs that once broke something, or reach what seeds do not. */
    static List<Path> kept(FuzzTargets target) throws IOException {
        Path folder = kept(target.word());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static Path dictionary(FuzzTargets target) {
        return INPUTS.resolve(target.word() + ".dict");
    }

    static Path run(FuzzTargets target, String what) {
        return RUN.resolve(target.word()).resolve(what);
    }
}
