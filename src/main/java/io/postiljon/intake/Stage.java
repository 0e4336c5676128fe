package io.postiljon.intake;

import java.util.Locale;

/** What the check of a sending looks at, in the order in which the real one does: the first with a fault gives its status. */
enum Stage {
    FORM, SIGNATURE, SENDER, RIGHTS, DOSSIER, KEY, REFERENCE, CONTENT, DOCUMENTS;

    /** As agencies read it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
