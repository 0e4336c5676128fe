package io.postiljon.crypto;

import java.util.List;
import java.util.stream.Stream;

/** Tells the register which keys and certificates a part of the gateway uses. One bean for each part that has some. */
@FunctionalInterface
public interface KeySource {
    /** @throws KeyUnavailable when a key cannot be read; names its place */
    List<RegisteredKey> keys();

    /** What is asked one by one, so that a place that cannot be read does not hide the others. */
    default Stream<KeySource> parts() {
        return Stream.of(this);
    }

    static KeySource all(List<KeySource> all) {
        List<KeySource> parts = List.copyOf(all);
        return new KeySource() {
            @Override public List<RegisteredKey> keys() {
                return parts().flatMap(part -> part.keys().stream()).toList();
            }

            @Override public Stream<KeySource> parts() {
                return parts.stream().flatMap(KeySource::parts);
            }
        };
    }
}
