package io.postiljon.calls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/**
 * Reads the body of a partner's answer, with limits of size and time. What lies beyond is not drained; the connection is dropped. For any
 * number of threads.
 *
 * @param limitBytes of a body
 * @param timeLimit  for the whole of it
 * @param nanoClock  as {@link System#nanoTime}
 */
public record AnswerBody(int limitBytes, Duration timeLimit, LongSupplier nanoClock) {
    private static final int PIECE_BYTES = 8192;

    public AnswerBody(int limitBytes, Duration timeLimit) {
        this(limitBytes, timeLimit, System::nanoTime);
    }

    /**
     * Empty when it goes beyond a limit.
     *
     * @param body may be null, as the client says that there is none
     * @throws IOException when it breaks off
     */
    public Optional<byte[]> read(InputStream body) throws IOException {
        if (body == null) {
            return Optional.of(new byte[0]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long start = nanoClock.getAsLong();
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            if (bytes.size() + read > limitBytes || nanoClock.getAsLong() - start > timeLimit.toNanos()) {
                drop(body);
                return Optional.empty();
            }
            bytes.write(piece, 0, read);
        }
        body.close();
        return Optional.of(bytes.toByteArray());
    }

    /** For a body that nobody wants to read. Closing it would first read the rest, however long it is. */
    public static void drop(InputStream body) throws IOException {
        if (body instanceof EofSensorInputStream open) {
            open.abort();
        }
    }
}
