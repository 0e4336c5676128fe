package io.postiljon.sandbox.benchmark;

import io.postiljon.crypto.SealContext;
import io.postiljon.crypto.SealedDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/** What each unavoidable primitive costs here, one at a time, on threads of this process. Costs of the database's own process are not in it. */
record PrimitiveCosts(Map<String, Cost> each, Cost digest) {

    /** The gateway's unavoidable processor time for one sending. The digest is part of the seal and is not counted twice. */
    double cpuMicros() {
        return each.values().stream().mapToDouble(Cost::cpuMicros).sum();
    }

    static PrimitiveCosts measure(Primitives primitives, byte[] document, SSLContext agency, SSLContext gateway, Duration length) throws Exception {
        Map<String, Cost> each = new LinkedHashMap<>();
        SealContext context = Primitives.context();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        SealedDocument sealed = primitives.seal(context, document, kept);
        byte[] ciphertext = kept.toByteArray();
        ByteArrayOutputStream target = new ByteArrayOutputStream(ciphertext.length);
        tls(document, agency, gateway, length, each);
        each.put("ES256 signature check", Cost.of(length, primitives::verify));
        each.put("seal, with its SHA-256", Cost.of(length, () -> {
            target.reset();
            primitives.seal(context, document, target);
        }));
        each.put("durable file write", Cost.of(length, () -> Files.delete(primitives.durableFile(ciphertext))));
        each.put("durable database commit", Cost.of(length, primitives::commit));
        each.put("unseal", Cost.of(length, () -> primitives.unseal(context, sealed, ciphertext)));
        return new PrimitiveCosts(each, Cost.of(length, primitives::digest));
    }

    /** One connection: its sending end is what the gateway does towards the eBox, its receiving end what it does towards an agency. */
    private static void tls(byte[] document, SSLContext agency, SSLContext gateway, Duration length, Map<String, Cost> each) throws Exception {
        try (TlsPair pair = TlsPair.connect(agency, gateway); var threads = Executors.newSingleThreadExecutor()) {
            Future<Double> received = CompletableFuture.supplyAsync(() -> receivedCpuMicros(pair, document.length), threads);
            Cost sent = Cost.of(length, () -> pair.send(document));
            pair.close();
            each.put("TLS in", new Cost(received.get(), sent.wallMicros()));
            each.put("TLS out", sent);
        }
    }

    private static double receivedCpuMicros(TlsPair pair, int sizeBytes) {
        byte[] target = new byte[sizeBytes];
        long messages = 0;
        long counted = 0;
        long cpu = 0;
        try {
            while (true) {
                if (messages++ == 200) {       // as many as make the just-in-time compiler do its work
                    cpu = Cost.cpuNanos();
                    counted = 0;
                }
                pair.receive(target);
                pair.acknowledge();
                counted++;
            }
        } catch (IOException ended) {
            return (Cost.cpuNanos() - cpu) / 1e3 / counted;
        }
    }
}
