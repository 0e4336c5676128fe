package io.postiljon;

import java.nio.file.Path;

/** One mistake in a route file: where, and what is wrong with it. Line 0 when the reader could not tell. */
record RouteFault(Path file, int line, String reason) implements Comparable<RouteFault> {
    @Override public int compareTo(RouteFault other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
