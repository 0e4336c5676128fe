package io.postiljon.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of the files that one agreement is made of, read once. Two are equal when every byte is: times and sizes of files
 * can stay the same while their content changes. A file that cannot be read is absent; of a longer one the limit plus one is kept.
 */
record Inputs(Map<Path, ByteBuffer> files) {
    static final int FILE_LIMIT_BYTES = 64 * 1024;

    static Inputs read(Collection<Path> paths) {
        var files = new HashMap<Path, ByteBuffer>();
        for (Path path : paths) {
            try (InputStream in = Files.newInputStream(path)) {
                files.put(path, ByteBuffer.wrap(in.readNBytes(FILE_LIMIT_BYTES + 1)).asReadOnlyBuffer());
            } catch (IOException e) {
                // absent: the reader of the agreement says so, with the place that names the file
                continue;
            }
        }
        return new Inputs(Map.copyOf(files));
    }

    Optional<byte[]> bytes(Path path) {
        return Optional.ofNullable(files.get(path)).map(buffer -> {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        });
    }
}
