package io.postiljon.sending;

import java.util.List;

/** One key with values that the message type defines; each value at most 256 characters. */
public record BusinessDatum(String key, List<LocalText> values) {
    public BusinessDatum {
        values = List.copyOf(values);
    }

    @Override public String toString() {
        return "BusinessDatum[" + key + ", ***]";
    }
}
