package io.postiljon.sending;

import java.util.List;
import java.util.Optional;

/**
 * One key with values that the message type defines; each value at most 256 characters.
 *
 * @param name        what the recipient reads in place of the key
 * @param description what the recipient reads about it
 */
public record BusinessDatum(String key, Optional<LocalText> name, Optional<LocalText> description, List<LocalText> values) {
    public BusinessDatum {
        values = List.copyOf(values);
    }

    @Override public String toString() {
        return "BusinessDatum[" + key + ", ***]";
    }
}
