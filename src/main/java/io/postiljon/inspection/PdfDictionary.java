package io.postiljon.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dictionary with all of its entries: of a key that is there twice, readers differ in which one they take. */
final class PdfDictionary {
    record Entry(String key, Object value) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(String key, Object value) {
        entries.add(new Entry(key, value));
    }

    List<Entry> entries() {
        return entries;
    }

    boolean has(String key) {
        return entries.stream().anyMatch(entry -> entry.key().equals(key));
    }

    Optional<Object> last(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).reduce((before, after) -> after).map(Entry::value);
    }
}
