package io.postiljon.sending;

import java.util.Optional;

/** For whose attention a message to an organisation is; the label has at most 100 characters. */
public record AttentionOf(Optional<Insz> insz, Optional<String> label) {
    @Override public String toString() {
        return "AttentionOf[***]";
    }
}
