package io.postiljon.sandbox.ebox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The messages that were published, the keys that they used up, and how often each key was tried. Safe for many threads. */
final class Mailboxes {
    private record UsedKey(String sender, String senderApplicationId, String key) {}

    private final int limit;
    private final Map<String, StoredMessage> messages = new LinkedHashMap<>();
    private final Set<UsedKey> usedKeys = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Object> underWay = new HashMap<>();
    private long publishCalls;

    Mailboxes(int limit) {
        this.limit = limit;
    }

    /** Notes a call, whatever becomes of it. */
    synchronized void attempted(Optional<String> key) {
        publishCalls++;
        if (key.isPresent() && (attempts.size() < limit || attempts.containsKey(key.get()))) {
            attempts.merge(key.get(), 1, Integer::sum);
        }
    }

    /** Reserves the key of a call for as long as it is under way, unless an earlier call has it. */
    synchronized void enter(Optional<String> key, Object call) {
        key.ifPresent(text -> underWay.putIfAbsent(text, call));
    }

    synchronized void leave(Optional<String> key, Object call) {
        key.ifPresent(text -> underWay.remove(text, call));
    }

    /**
     * Keeps the message, unless its key was used by an earlier one or is used by one that is still under way: then 409. The check
     * and the keeping are one step.
     */
    synchronized void store(StoredMessage message, Object call) {
        Optional<UsedKey> key =
                message.idempotencyKey().map(text -> new UsedKey(message.sender(), message.senderApplicationId(), text));
        boolean others = message.idempotencyKey().map(underWay::get).filter(holder -> holder != call).isPresent();
        if (others || key.isPresent() && usedKeys.contains(key.get())) {
            throw new CallRefused(CallError.duplicate());
        }
        if (messages.size() >= limit) {
            throw new CallRefused(CallError.unavailable(Duration.ofHours(1)));
        }
        key.ifPresent(usedKeys::add);
        messages.put(message.messageId(), message);
    }

    synchronized List<StoredMessage> all() {
        return new ArrayList<>(messages.values());
    }

    synchronized Optional<StoredMessage> find(String messageId) {
        return Optional.ofNullable(messages.get(messageId));
    }

    synchronized void markRead(String messageId) {
        if (!messages.containsKey(messageId)) {
            throw new IllegalArgumentException("there is no such message");
        }
        read.add(messageId);
    }

    synchronized boolean isRead(String messageId) {
        return read.contains(messageId);
    }

    synchronized int attempts(String key) {
        return attempts.getOrDefault(key, 0);
    }

    synchronized long publishCalls() {
        return publishCalls;
    }
}
