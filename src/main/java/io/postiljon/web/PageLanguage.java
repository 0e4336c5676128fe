package io.postiljon.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages, each called as its speakers do. */
enum PageLanguage {
    NL("Nederlands"), FR("Français"), DE("Deutsch"), EN("English");

    private final String ownName;

    PageLanguage(String ownName) {
        this.ownName = ownName;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String ownName() {
        return ownName;
    }

    /** Belgian ways to write dates. */
    Locale locale() {
        return Locale.of(code(), "BE");
    }

    /** The one that was chosen, else the first that the browser wants, else Dutch. */
    static PageLanguage of(String chosen, List<Locale> wanted) {
        return byCode(chosen).or(() -> wanted.stream().map(Locale::getLanguage).map(PageLanguage::byCode).flatMap(Optional::stream).findFirst()).orElse(NL);
    }

    private static Optional<PageLanguage> byCode(String code) {
        return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
    }
}
