package io.postiljon.sender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes one line for each sending of this run to {@code results.jsonl}, and keeps receipts in {@code receipts/}. Safe for all threads. */
final class Results implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final BufferedWriter lines;

    Results(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("receipts"));
        this.lines = Files.newBufferedWriter(folder.resolve("results.jsonl"), StandardCharsets.UTF_8);
    }

    /** Keeps the receipt first, then tells. */
    synchronized void accepted(OutgoingSending sending, JsonNode acceptance, String outcome) throws IOException {
        String receipt = "receipts/" + sending.name().replaceAll("(?i)\\.json$", "").replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                + acceptance.path("messageId").asText().replaceAll("[^A-Za-z0-9-]", "") + ".jws";
        Files.writeString(folder.resolve(receipt), acceptance.path("receipt").asText());
        write(line(sending.name(), sending.reference(), outcome).put("status", 202)
                .put("messageId", acceptance.path("messageId").asText()).put("receipt", receipt));
    }

    synchronized void judged(OutgoingSending sending, Reply reply) throws IOException {
        ObjectNode line = line(sending.name(), sending.reference(), reply.body().path("valid").asBoolean() ? "valid" : "invalid").put("status", reply.status());
        line.set("verdict", reply.body());
        write(line);
    }

    synchronized void refused(OutgoingSending sending, Reply reply) throws IOException {
        ObjectNode line = line(sending.name(), sending.reference(), "refused").put("status", reply.status());
        line.set("problem", reply.body());
        write(line);
    }

    /** Not sent, or without an answer. */
    synchronized void failed(String name, Optional<OutgoingSending> sending, String text) throws IOException {
        write(line(name, sending.map(OutgoingSending::reference).orElse(""), "failed").put("detail", text));
    }

    private static ObjectNode line(String name, String reference, String outcome) {
        return JSON.createObjectNode().put("file", name).put("messageReference", reference).put("outcome", outcome);
    }

    private void write(ObjectNode line) throws IOException {
        lines.write(JSON.writeValueAsString(line) + "\n");
        lines.flush();
    }

    @Override public synchronized void close() throws IOException {
        lines.close();
    }
}
