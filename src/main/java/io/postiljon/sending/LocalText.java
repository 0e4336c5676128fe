package io.postiljon.sending;

/** A text in exactly one language: {@code nl}, {@code fr} or {@code de} (the registry refuses more than one). */
public record LocalText(String language, String text) {
    public LocalText {
        if (!language.matches("nl|fr|de")) {
            throw new IllegalArgumentException("the language is nl, fr or de");
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a text is not empty");
        }
    }

    @Override public String toString() {
        return "LocalText[" + language + ", ***]";
    }
}
