package io.postiljon.sandbox.benchmark;

import io.postiljon.crypto.KeyStorePort;
import io.postiljon.sandbox.parts.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/**
 * What the primitives alone allow: as many workers as the benchmark has clients, each receiving the document over TLS, checking a
 * signature, sealing into a durable file, committing a row, acknowledging, opening the file and sending the document on over TLS. Both
 * far ends run here too, as they do in the benchmark. No HTTP, no JSON, no queue, no evidence, no retry: nothing that could be called a gateway.
 */
record BareLoop(int workers, byte[] document, Path folder, KeyStorePort keys, EmbeddedPostgres database, SSLContext agency, SSLContext gateway) {

    /** @return documents per second through all workers, after a warm-up of half the length */
    double perSecond(Duration length) throws Exception {
        long start = System.nanoTime() + length.dividedBy(2).toNanos();
        long end = start + length.toNanos();
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Path own = folder.resolve("worker-" + i);
            work.add(() -> work(own, start, end));
        }
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<Long> count : threads.invokeAll(work)) {
                done += count.get();
            }
        }
        return done / (length.toNanos() / 1e9);
    }

    private long work(Path own, long start, long end) throws Exception {
        try (TlsPair in = TlsPair.connect(agency, gateway); TlsPair out = TlsPair.connect(agency, gateway);
                Primitives primitives = new Primitives(document, own, keys, database.connectAsOwner());
                ExecutorService ends = Executors.newFixedThreadPool(2)) {
            ends.submit(() -> feed(in));
            ends.submit(() -> drain(out));
            byte[] received = new byte[document.length];
            long counted = 0;
            while (System.nanoTime() < end) {
                in.receive(received);
                primitives.verify();
                Primitives.Sealed sealed = primitives.sealDurably(received);
                primitives.commit();
                in.acknowledge();
                out.send(primitives.open(sealed));
                Files.delete(sealed.file());
                counted += System.nanoTime() >= start ? 1 : 0;
            }
            in.close();
            out.close();
            return counted;
        }
    }

    private void feed(TlsPair in) {
        try {
            while (true) {
                in.send(document);
            }
        } catch (IOException ended) {
            // the worker closed the connection: its time is over
        }
    }

    private void drain(TlsPair out) {
        byte[] target = new byte[document.length];
        try {
            while (true) {
                out.receive(target);
                out.acknowledge();
            }
        } catch (IOException ended) {
            // the worker closed the connection: its time is over
        }
    }
}
