package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of {@code routes/} in which a test plants a mistake. */
record RouteFolder(Path folder) {
    static RouteFolder copyTo(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".camel.yaml")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return new RouteFolder(folder);
    }

    /** Replaces the first place. @return file and line of the step around it, which is the line before, as the check names them */
    String plant(String file, String right, String wrong) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        int place = text.indexOf(right);
        assertThat(place).as(right + " in " + file).isNotNegative();
        Files.writeString(path, text.substring(0, place) + wrong + text.substring(place + right.length()));
        return path + ":" + text.substring(0, place).lines().count();
    }
}
