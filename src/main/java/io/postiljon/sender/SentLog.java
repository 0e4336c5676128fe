package io.postiljon.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers across runs what was accepted, by gateway and key, in a file that only grows: {@code state.jsonl}. A line is forced to disk
 * before anybody is told. A line that a crash cut off is passed over: its sending is sent again under the same key, and the gateway
 * gives the first receipt. One run at a time holds the file. Safe for all threads.
 */
final class SentLog implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FileChannel file;
    private final String gateway;
    private final Map<String, JsonNode> accepted = new HashMap<>();

    private SentLog(FileChannel file, String gateway) {
        this.file = file;
        this.gateway = gateway;
    }

    static SentLog open(Path path, String gateway) throws IOException, Unusable {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw new Unusable("another run is at work with " + path + ": wait until it has ended");
        }
        SentLog log = new SentLog(file, gateway);
        for (String line : Files.readString(path).split("\n")) {
            log.remember(line);
        }
        file.position(file.size());
        if (file.size() > 0) {
            log.write("\n");            // ends a line that was cut off; an empty line means nothing
        }
        return log;
    }

    private void remember(String line) {
        try {
            JsonNode read = line.isBlank() ? null : JSON.readTree(line);
            if (read != null && read.path("gateway").asText().equals(gateway) && read.path("acceptance").isObject()) {
                accepted.put(read.path("key").asText(), read.path("acceptance"));
            }
        } catch (JsonProcessingException cutOff) {
            // sent again under the same key
        }
    }

    /** The answer to an earlier call with this key. */
    synchronized Optional<JsonNode> acceptanceOf(OutgoingSending sending) {
        return Optional.ofNullable(accepted.get(sending.key()));
    }

    /** On disk when this returns: first that it is about to be sent, under which key. */
    synchronized void begin(OutgoingSending sending) throws IOException {
        write(JSON.writeValueAsString(line(sending)) + "\n");
    }

    synchronized void accept(OutgoingSending sending, JsonNode acceptance) throws IOException {
        ObjectNode line = line(sending);
        line.set("acceptance", acceptance);
        write(JSON.writeValueAsString(line) + "\n");
        accepted.put(sending.key(), acceptance);
    }

    private ObjectNode line(OutgoingSending sending) {
        return JSON.createObjectNode().put("gateway", gateway).put("file", sending.name()).put("key", sending.key());
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    @Override public void close() throws IOException {
        file.close();
    }
}
