package io.postiljon.web;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of the pages in one language, with dates as they are written in it, in Brussels. */
record PageTexts(PageLanguage language, Map<String, String> all) {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    PageTexts {
        all = Map.copyOf(all);
    }

    /** One for each language; a word that one of them lacks stops the start. */
    static Map<PageLanguage, PageTexts> everything() {
        Map<PageLanguage, PageTexts> texts = new EnumMap<>(PageLanguage.class);
        for (PageLanguage language : PageLanguage.values()) {
            ResourceBundle words = ResourceBundle.getBundle("io.postiljon.web.letter", language.locale(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            texts.put(language, new PageTexts(language, words.keySet().stream().collect(Collectors.toMap(key -> key, words::getString))));
        }
        if (texts.values().stream().map(one -> one.all().keySet()).distinct().count() != 1) {
            throw new IllegalStateException("the pages do not have the same words in every language");
        }
        return texts;
    }

    String text(String key, Object... values) {
        String pattern = all.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no page has the word " + key);
        }
        return values.length == 0 ? pattern : new MessageFormat(pattern.replace("'", "''"), language.locale()).format(values);
    }

    String day(Instant moment) {
        return day(LocalDate.ofInstant(moment, BRUSSELS));
    }

    /** The last whole day before a term ends. */
    String lastDay(Instant end) {
        return day(LocalDate.ofInstant(end.minusNanos(1), BRUSSELS));
    }

    String dayAndTime(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(language.locale()).format(moment.atZone(BRUSSELS));
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale()).format(day);
    }
}
