package io.postiljon.sandbox.ebox;

import java.util.Locale;
import java.util.Optional;

/** Which service a fault strikes. */
public enum Where {
    PUBLICATION, TOKEN, FEDERATION;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Where> of(String wireName) {
        for (Where where : values()) {
            if (where.wireName().equals(wireName)) {
                return Optional.of(where);
            }
        }
        return Optional.empty();
    }
}
