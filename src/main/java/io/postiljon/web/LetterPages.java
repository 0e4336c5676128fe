package io.postiljon.web;

import io.postiljon.store.Original;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes the pages, from one template. Everything that it is given is text; the template makes it harmless. Safe for all threads. */
final class LetterPages {
    /** What was wrong with a form. */
    enum Mistake { CODE_MISSING, CODE_TYPING, UNKNOWN }

    /** The page with the form, and the page that only checks. */
    enum Form {
        FETCH("fetch", "/letter"), CHECK("check", "/letter/check");

        private final String view;
        private final String path;

        Form(String view, String path) {
            this.view = view;
            this.path = path;
        }
    }

    private static final long KILOBYTE = 1000;

    private final TemplateEngine engine = new TemplateEngine();
    private final Map<PageLanguage, PageTexts> texts = PageTexts.everything();
    private final LetterSettings settings;
    private final boolean test;

    /** @param test whether every page says that no letter here is a real one */
    LetterPages(LetterSettings settings, boolean test) {
        this.settings = settings;
        this.test = test;
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(LetterPages.class.getClassLoader());
        templates.setPrefix("io/postiljon/web/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(templates);
    }

    byte[] form(Form form, PageLanguage language, LetterForm typed, Optional<Mistake> mistake) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page(form.view, form.path, words, words.text(form.view + ".title"));
        page.put("typed", Map.of("code", typed.code(), "postcode", typed.postalCode()));
        mistake.ifPresent(what -> page.put("error", Map.of("field", "code", "text", sentence(words, form, what))));
        return written(page);
    }

    private String sentence(PageTexts words, Form form, Mistake mistake) {
        return switch (mistake) {
            case CODE_MISSING -> words.text("error.missing");
            case CODE_TYPING -> words.text("error.typing");
            case UNKNOWN -> form == Form.CHECK ? words.text("error.unreal")
                    : words.text("error.unknown", settings.tries(), settings.triesPeriod().toHours());
        };
    }

    byte[] open(LetterAnswer.Open open, PageLanguage language, LetterForm typed) {
        PageTexts words = texts.get(language);
        Original letter = open.letter();
        Map<String, Object> page = page("open", "/letter", words, words.text("open.title", letter.sender()));
        page.put("again", Map.of("code", typed.code(), "postcode", typed.postalCode()));
        page.put("intro", words.text("open.intro", words.day(letter.sentAt()), words.lastDay(letter.availableUntil())));
        List<Map<String, String>> documents = new ArrayList<>();
        for (int i = 0; i < letter.documents().size(); i++) {
            Map<String, String> document = new HashMap<>(described(words, letter.documents().get(i)));
            String name = i < open.fileNames().size() ? open.fileNames().get(i) : "document-" + (i + 1) + ".pdf";
            document.put("name", name);
            document.put("button", words.text("open.button", name));
            document.put("digestTitle", words.text("open.digest", name));
            documents.add(document);
        }
        page.put("documents", documents);
        page.put("login", letter.factor().asksLogin());
        return written(page);
    }

    /** @param provider where the visitor logs in: the one address outside that a page names, and only behind a link */
    byte[] login(URI provider, LetterForm typed, PageLanguage language) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("login", "/letter", words, words.text("login.title"));
        page.put("again", Map.of("code", typed.code(), "postcode", typed.postalCode()));
        page.put("provider", provider.toString());
        return written(page);
    }

    /** Whatever the reason is. */
    byte[] notShown(PageLanguage language) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("message", "/letter", words, words.text("notshown.title"));
        page.put("lines", List.of(words.text("notshown.text"), words.text("notshown.again", settings.tries(), settings.triesPeriod().toHours()),
                words.text("notshown.paper")));
        return written(page);
    }

    byte[] providerAway(PageLanguage language) {
        return message(language, "away.title", List.of("away.text"));
    }

    byte[] ended(PageLanguage language) {
        return message(language, "ended.title", List.of("ended.text"));
    }

    byte[] real(LetterAnswer.Real real, PageLanguage language, LetterForm typed) {
        PageTexts words = texts.get(language);
        Original letter = real.letter();
        Map<String, Object> page = page("real", "/letter/check", words, words.text("real.title"));
        page.put("again", Map.of("code", typed.code(), "postcode", ""));
        page.put("facts", List.of(fact(words, "real.sender", letter.sender()), fact(words, "real.sent", words.day(letter.sentAt())),
                fact(words, "real.pages", Integer.toString(letter.pages())), fact(words, "real.sheets", Integer.toString(letter.sheets())),
                fact(words, "real.until", real.canBeFetched() ? words.lastDay(letter.availableUntil()) : words.text("real.closed"))));
        page.put("documents", letter.documents().stream().map(document -> described(words, document)).toList());
        return written(page);
    }

    byte[] closed(PageLanguage language) {
        return message(language, "closed.title", List.of("closed.text", "closed.ask"));
    }

    byte[] resting(LetterAnswer.Resting resting, PageLanguage language) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("message", "/letter", words, words.text("resting.title"));
        page.put("lines", List.of(words.text("resting.text", words.dayAndTime(resting.until()))));
        return written(page);
    }

    byte[] limited(Duration wait, PageLanguage language) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("message", "/letter", words, words.text("limited.title"));
        page.put("lines", List.of(words.text("limited.text", wait.plusSeconds(59).toMinutes())));
        return written(page);
    }

    byte[] broken(PageLanguage language) {
        return message(language, "broken.title", List.of("broken.text"));
    }

    byte[] missing(PageLanguage language) {
        return message(language, "missing.title", List.of("missing.text"));
    }

    byte[] about(PageLanguage language) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("about", "/letter/about", words, words.text("about.title"));
        page.put("parts", List.of(part(words, "about.privacy"), part(words, "about.access")));
        return written(page);
    }

    private byte[] message(PageLanguage language, String title, List<String> lines) {
        PageTexts words = texts.get(language);
        Map<String, Object> page = page("message", "/letter", words, words.text(title));
        page.put("lines", lines.stream().map(words::text).toList());
        return written(page);
    }

    private Map<String, Object> page(String view, String path, PageTexts words, String title) {
        Map<String, Object> page = new HashMap<>();
        page.put("view", view);
        page.put("path", path);
        page.put("lang", words.language().code());
        page.put("title", title);
        page.put("texts", words.all());
        page.put("test", test);
        page.put("languages", Arrays.stream(PageLanguage.values()).map(one -> Map.of("code", one.code(), "name", one.ownName())).toList());
        return page;
    }

    private static Map<String, String> described(PageTexts words, Original.Document document) {
        return Map.of("number", Integer.toString(document.ordinal() + 1), "digest", document.digest().hex(),
                "extent", words.text("open.size", words.text("open.pages", document.pages()), size(document.sizeBytes(), words.language().locale())));
    }

    private static String size(long bytes, Locale locale) {
        return bytes < KILOBYTE * KILOBYTE ? String.format(locale, "%d kB", Math.ceilDiv(bytes, KILOBYTE))
                : String.format(locale, "%.1f MB", bytes / (double) (KILOBYTE * KILOBYTE));
    }

    private static Map<String, String> fact(PageTexts words, String key, String value) {
        return Map.of("name", words.text(key), "value", value);
    }

    private static Map<String, Object> part(PageTexts words, String key) {
        return Map.of("name", words.text(key), "lines", List.of(words.text(key + ".1"), words.text(key + ".2"), words.text(key + ".3")));
    }

    private byte[] written(Map<String, Object> page) {
        return engine.process("letter", new Context(Locale.ROOT, page)).getBytes(StandardCharsets.UTF_8);
    }
}
