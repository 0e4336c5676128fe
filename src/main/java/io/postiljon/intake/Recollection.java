package io.postiljon.intake;

import io.postiljon.store.PriorAcceptance;
import java.util.Optional;

/** What is known of a sending: whether this key brought the same content before. */
public record Recollection(SignedSending sending, Optional<PriorAcceptance> same) {
    public boolean isKnown() {
        return same.isPresent();
    }
}
