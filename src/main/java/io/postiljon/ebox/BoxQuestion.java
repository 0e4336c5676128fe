package io.postiljon.ebox;

import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.util.List;

/** One question to the federation service. {@code about}: all of this kind, each once, at least one. */
public record BoxQuestion(RecipientKind kind, List<Recipient> about) {
    public BoxQuestion {
        about = List.copyOf(about);
        if (about.isEmpty() || about.stream().anyMatch(recipient -> recipient.kind() != kind)) {
            throw new IllegalArgumentException("a question is about one or more recipients of its kind");
        }
    }

    boolean isAboutSeveral() {
        return about.size() > 1;
    }
}
