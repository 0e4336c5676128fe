package io.postiljon.sending;

import java.util.Optional;

/** Somebody to whom an agency in mode {@code trial} may send: by number, or by dossier for paper to somebody whose number it does not give. */
public sealed interface Guest {
    record Known(Recipient recipient) implements Guest {}

    record OfDossier(DossierReference dossier) implements Guest {}

    /** Of a sending that has at least one of the two: its recipient, else its dossier. */
    static Guest of(Optional<Recipient> recipient, Optional<DossierReference> dossier) {
        return recipient.<Guest>map(Known::new).orElseGet(() -> new OfDossier(dossier.orElseThrow()));
    }

    default RecipientKind kind() {
        return switch (this) {
            case Known known -> known.recipient().kind();
            case OfDossier dossier -> RecipientKind.ADDRESSEE;
        };
    }

    default Optional<Recipient> known() {
        return switch (this) {
            case Known known -> Optional.of(known.recipient());
            case OfDossier dossier -> Optional.empty();
        };
    }

    /** Input of a keyed pseudonym only. Never log it. */
    default String pseudonymInput() {
        return switch (this) {
            case Known known -> known.recipient().pseudonymInput();
            case OfDossier dossier -> "dossier:" + dossier.dossier().value();
        };
    }
}
