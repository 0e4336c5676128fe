package io.postiljon.print;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of a cover sheet in one language; English where there is no other. */
record CoverTexts(Locale locale, ResourceBundle words) {
    static CoverTexts in(String language) {
        Locale locale = Locale.of(language, "BE");
        return new CoverTexts(locale, ResourceBundle.getBundle("io.postiljon.print.cover", locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    String text(String key, String... values) {
        return new MessageFormat(words.getString(key).replace("'", "''"), locale).format(values);
    }

    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
    }
}
