package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Original;
import io.postiljon.store.PieceId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LetterPagesTest {
    private static final LetterSettings SETTINGS = new LetterSettings(60, Duration.ofMinutes(10), 1000, 5, Duration.ofHours(24), Duration.ofMillis(400), Set.of());
    private static final LetterForm NOTHING = new LetterForm("", "", "", "");
    private static final LetterForm TYPED = new LetterForm("4C9NW-PR3TE-6TE34-PDA63-FA2MH", "1000", "", "nl");
    private static final Instant SENT = Instant.parse("2026-11-26T10:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-02-24T23:00:00Z");      // the end of 24 February in Brussels
    private static final Original LETTER = new Original(new PieceId(new UUID(0, 1)), new SendingId(new UUID(0, 2)), new AgencyCode("dienst-a"),
            "Agentschap Voorbeeldbelastingen & Zonen", SENT, 5, 3, SecondFactor.POSTCODE, UNTIL, Optional.empty(), 0, Optional.empty(),
            List.of(new Original.Document(0, 3, new Sha256("ab".repeat(32)), 120_400, true), new Original.Document(1, 1, new Sha256("0c".repeat(32)), 2_400_000, true)));

    private static final Original BEHIND_LOGIN = new Original(LETTER.piece(), LETTER.sending(), LETTER.agency(), LETTER.sender(), SENT, 5, 3,
            SecondFactor.LOGIN, UNTIL, Optional.empty(), 0, Optional.empty(), LETTER.documents());

    private final LetterPages pages = new LetterPages(SETTINGS, true);

    @ParameterizedTest @EnumSource(PageLanguage.class)
    void every_page_is_whole_in_every_language_and_asks_nobody_else(PageLanguage language) throws IOException {
        for (Map.Entry<String, String> page : everyPage(language).entrySet()) {
            String html = page.getValue();
            Files.writeString(folder().resolve(page.getKey() + "-" + language.code() + ".html"), html);

            assertThat(html).as(page.getKey()).startsWith("<!doctype html>").contains("<html lang=\"" + language.code() + "\">", "<main id=\"main\"", "</html>");
            assertThat(count(html, "<h1")).as(page.getKey()).isEqualTo(1);
            assertThat(html).as(page.getKey()).doesNotContain("th:", "${", "http://", "https://", "style=\"", "onclick", "<script>", "??");
            assertThat(ids(html)).as(page.getKey()).doesNotHaveDuplicates();
            assertThat(described(html)).as(page.getKey()).allMatch(ids(html)::contains);
        }
        try (InputStream style = LetterPages.class.getResourceAsStream("style.css"); InputStream script = LetterPages.class.getResourceAsStream("code.js")) {
            Files.write(Files.createDirectories(folder().resolve("letter")).resolve("style.css"), style.readAllBytes());
            Files.write(folder().resolve("letter").resolve("code.js"), script.readAllBytes());
        }
    }

    @Test void a_mistake_is_in_the_title_in_a_summary_and_at_its_field_and_what_was_typed_stays() {
        String html = text(pages.form(LetterPages.Form.FETCH, PageLanguage.NL, TYPED, Optional.of(LetterPages.Mistake.UNKNOWN)));

        assertThat(html).contains("<title>Fout: ", "role=\"alert\"", "href=\"#code\"", "aria-invalid=\"true\"", "aria-describedby=\"code-hint code-fault\"",
                "value=\"" + TYPED.code() + "\"", "value=\"1000\"", "Na 5 foute pogingen rust een code 24 uur");
    }

    @Test void an_open_letter_shows_its_documents_until_the_last_day() {
        String html = text(pages.open(new LetterAnswer.Open(LETTER, List.of("Aanslagbiljet.pdf", "Bijlage \"<b>\".pdf")), PageLanguage.NL, TYPED));

        assertThat(html).contains("Uw brief van Agentschap Voorbeeldbelastingen &amp; Zonen", "26 november 2026", "24 februari 2027", "3 pagina’s (pdf, 121 kB)",
                "1 pagina (pdf, 2,4 MB)", "Download Aanslagbiljet.pdf", "ab".repeat(32), "Bijlage &quot;&lt;b&gt;&quot;.pdf").doesNotContain("<b>");
    }

    @Test void a_real_letter_shows_nothing_of_its_recipient_and_no_name_of_a_document() {
        String html = text(pages.real(new LetterAnswer.Real(LETTER, false), PageLanguage.FR, TYPED));

        assertThat(html).contains("Agentschap Voorbeeldbelastingen &amp; Zonen", "26 novembre 2026", "ab".repeat(32), "plus maintenant").doesNotContain("Aanslagbiljet", "1000");
    }

    @Test void a_change_of_language_on_an_open_letter_needs_no_typing() {
        String html = text(pages.open(new LetterAnswer.Open(LETTER, List.of()), PageLanguage.NL, TYPED));

        assertThat(html).contains("<button name=\"lang\" value=\"fr\" lang=\"fr\">Français</button>").doesNotContain("?lang=fr");
    }

    @Test void the_language_is_the_chosen_one_else_the_browsers_else_dutch() {
        List<Locale> browser = List.of(Locale.ITALIAN, Locale.GERMANY);

        assertThat(PageLanguage.of("fr", browser)).isEqualTo(PageLanguage.FR);
        assertThat(PageLanguage.of("xx", browser)).isEqualTo(PageLanguage.DE);
        assertThat(PageLanguage.of("", List.of(Locale.ITALIAN))).isEqualTo(PageLanguage.NL);
    }

    private Map<String, String> everyPage(PageLanguage language) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("fetch", text(pages.form(LetterPages.Form.FETCH, language, NOTHING, Optional.empty())));
        all.put("fetch-unknown", text(pages.form(LetterPages.Form.FETCH, language, TYPED, Optional.of(LetterPages.Mistake.UNKNOWN))));
        all.put("fetch-typing", text(pages.form(LetterPages.Form.FETCH, language, TYPED, Optional.of(LetterPages.Mistake.CODE_TYPING))));
        all.put("fetch-missing", text(pages.form(LetterPages.Form.FETCH, language, NOTHING, Optional.of(LetterPages.Mistake.CODE_MISSING))));
        all.put("check", text(pages.form(LetterPages.Form.CHECK, language, NOTHING, Optional.empty())));
        all.put("check-unknown", text(pages.form(LetterPages.Form.CHECK, language, TYPED, Optional.of(LetterPages.Mistake.UNKNOWN))));
        all.put("open", text(pages.open(new LetterAnswer.Open(LETTER, List.of("Aanslagbiljet inkomstenjaar 2025.pdf", "Bijlage_met_een_heel_lange_naam_zonder_een_enkele_spatie_erin.pdf")), language, TYPED)));
        all.put("real", text(pages.real(new LetterAnswer.Real(LETTER, true), language, TYPED)));
        all.put("closed", text(pages.closed(language)));
        all.put("resting", text(pages.resting(new LetterAnswer.Resting(UNTIL), language)));
        all.put("limited", text(pages.limited(Duration.ofSeconds(61), language)));
        all.put("broken", text(pages.broken(language)));
        all.put("login", text(pages.login(URI.create("/provider"), TYPED, language)));
        all.put("open-login", text(pages.open(new LetterAnswer.Open(BEHIND_LOGIN, List.of("Dagvaarding.pdf", "Bijlage.pdf")), language, TYPED)));
        all.put("not-shown", text(pages.notShown(language)));
        all.put("provider-away", text(pages.providerAway(language)));
        all.put("ended", text(pages.ended(language)));
        all.put("about", text(pages.about(language)));
        return all;
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(Path.of("target", "letter-pages"));
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }

    @Test void a_login_is_a_link_to_the_provider_and_a_refusal_gives_no_reason() {
        String login = text(pages.login(URI.create("https://idp.example/op/v1/auth?state=a&nonce=b"), TYPED, PageLanguage.NL));
        assertThat(login).contains("href=\"https://idp.example/op/v1/auth?state=a&amp;nonce=b\"", "rel=\"noreferrer\"", "rijksregisternummer").doesNotContain("Agentschap");

        assertThat(text(pages.notShown(PageLanguage.NL))).contains("Deze brief kan niet aan u getoond worden", "Na 5 foute pogingen rust een code 24 uur").doesNotContain("Agentschap");
    }

    private static int count(String html, String part) {
        return html.split(Pattern.quote(part), -1).length - 1;
    }

    private static List<String> ids(String html) {
        return Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> described(String html) {
        Set<String> named = new HashSet<>();
        Pattern.compile("(?:aria-describedby|for)=\"([^\"]+)\"").matcher(html).results().forEach(found -> named.addAll(List.of(found.group(1).split(" "))));
        return named;
    }
}
