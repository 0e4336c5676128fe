package io.postiljon.print;

import java.util.List;
import java.util.Map;

/** What a cover sheet says of a copy, in the language of the message. */
final class CopyNote {
    static final List<String> NONE = List.of();

    private static final List<String> ENGLISH = List.of("COPY", "This is a copy on paper of a message in your eBox.", "You can also read the message in your eBox.");
    private static final Map<String, List<String>> BY_LANGUAGE = Map.of(
            "nl", List.of("KOPIE", "Dit is een kopie op papier van een bericht in uw eBox.", "U kunt het bericht ook lezen in uw eBox."),
            "fr", List.of("COPIE", "Ceci est la copie sur papier d'un message dans votre eBox.", "Vous pouvez aussi lire le message dans votre eBox."),
            "de", List.of("KOPIE", "Dies ist eine Kopie auf Papier einer Nachricht in Ihrer eBox.", "Sie können die Nachricht auch in Ihrer eBox lesen."));

    private CopyNote() {}

    static List<String> in(String language) {
        return BY_LANGUAGE.getOrDefault(language, ENGLISH);
    }
}
