package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One sending as it came in, over either entrance: the JSON, and documents that are sealed already. Nothing of it was judged but the
 * connection.
 *
 * @param agreement in force when it came in; it holds for the whole check
 * @param actor     the certificate or account that brought it
 * @param jsonName  name of the part or entry that holds the JSON
 * @param json      its bytes; the array is never changed
 */
public record ReceivedSending(
        Agreement agreement,
        Actor actor,
        Entrance entrance,
        IdempotencyKey key,
        TraceId traceId,
        String jsonName,
        byte[] json,
        List<ReceivedDocument> documents,
        SignatureSource signature) implements KnownSending {
    public ReceivedSending {
        documents = List.copyOf(documents);
    }

    @Override public ReceivedSending received() {
        return this;
    }

    Map<String, String> fileNames() {
        return documents.stream().collect(Collectors.toMap(ReceivedDocument::partName, ReceivedDocument::fileName));
    }

    /** Digest of each part by name, the JSON's too. */
    Map<String, Sha256> digests() {
        Map<String, Sha256> digests = new TreeMap<>();
        documents.forEach(document -> digests.put(document.partName(), document.object().digest()));
        digests.put(jsonName, new Sha256(ContentDigest.of(json).hex()));
        return digests;
    }

    /** What makes two sendings the same: names and digests of all parts. Order and file names do not count. */
    Sha256 fingerprint() {
        String lines = digests().entrySet().stream()
                .map(part -> part.getValue().hex() + " " + part.getKey() + "\n").collect(Collectors.joining());
        return new Sha256(ContentDigest.of(lines.getBytes(StandardCharsets.UTF_8)).hex());
    }

    long documentBytes() {
        return documents.stream().mapToLong(document -> document.object().sizeBytes()).sum();
    }

    @Override public String toString() {
        return "ReceivedSending[" + agreement.code() + ", " + entrance + ", " + documents.size() + " documents, trace " + traceId + "]";
    }
}
