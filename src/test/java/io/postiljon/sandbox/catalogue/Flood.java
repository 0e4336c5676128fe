package io.postiljon.sandbox.catalogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** One request again and again on open connections, as cheap for the sender as can be. */
final class Flood implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ends;

    Flood(SSLContext as, int port, byte[] request, int connections) {
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofVirtual().start(() -> run(as, port, request)));
        }
    }

    private void run(SSLContext as, int port, byte[] request) {
        while (!ends) {
            try (Line line = new Line(as, port)) {
                InputStream answers = new BufferedInputStream(line.socket().getInputStream());
                while (!ends) {
                    line.send(request);
                    (status(answers) == 429 ? refused : others).incrementAndGet();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException closedOnUs) {
                // the next connection goes on
            }
        }
    }

    private static int status(InputStream answers) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = answers.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1).toLowerCase();
        int length = Integer.parseInt(text.replaceFirst("(?s).*content-length: *([0-9]+).*", "$1"));
        answers.skipNBytes(length);
        return Integer.parseInt(text.substring(9, 12));
    }

    int refused() {
        return refused.get();
    }

    int others() {
        return others.get();
    }

    @Override public void close() throws InterruptedException {
        ends = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
