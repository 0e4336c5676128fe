package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadCodeTest {
    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    @Test void it_has_more_than_a_hundred_bits_in_five_groups_of_five() {
        assertThat((DownloadCode.SIGNS - 2) * Math.log(ALPHABET.length()) / Math.log(2)).isGreaterThan(100);
        assertThat(DownloadCode.create().grouped()).matches("[" + ALPHABET + "]{5}(-[" + ALPHABET + "]{5}){4}");
    }

    @Test void its_signs_do_not_look_alike() {
        for (String alike : new String[] {"0OQ", "1IL", "2Z", "5S", "6G", "8B", "UVY"}) {
            assertThat(alike.chars().filter(sign -> ALPHABET.indexOf(sign) >= 0).count()).as(alike).isLessThanOrEqualTo(1);
        }
    }

    @Test void no_two_are_alike_and_every_sign_comes_about_as_often_in_every_random_place() {
        Set<String> seen = new HashSet<>();
        int[][] counts = new int[DownloadCode.SIGNS - 2][ALPHABET.length()];
        int codes = 23_000;
        for (int i = 0; i < codes; i++) {
            String signs = DownloadCode.create().joined();
            seen.add(signs);
            for (int place = 0; place < counts.length; place++) {
                counts[place][ALPHABET.indexOf(signs.charAt(place))]++;
            }
        }

        assertThat(seen).hasSize(codes);
        assertThat(Stream.of(counts).flatMapToInt(IntStream::of)).allSatisfy(count -> assertThat(count).isBetween(800, 1200)); // 1000 each; over six deviations
    }

    @ParameterizedTest @ValueSource(strings = {"grouped", "small", "spaces", "joined", "dashes", "handwriting"})
    void it_is_read_however_it_is_typed(String way) {
        DownloadCode code = DownloadCode.create();
        String typed = switch (way) {
            case "grouped" -> code.grouped();
            case "small" -> "  " + code.grouped().toLowerCase(Locale.ROOT) + "\n";
            case "spaces" -> code.grouped().replace("-", "  ");
            case "joined" -> code.joined();
            case "dashes" -> code.grouped().replace("-", " \u2013 ");
            default -> code.grouped().replace('2', 'Z').replace('5', 's').replace('8', 'B').replace('6', 'g');
        };

        assertThat(DownloadCode.parse(typed)).contains(code);
    }

    @Test void every_single_wrong_sign_is_found() {
        String right = DownloadCode.create().joined();
        for (int place = 0; place < right.length(); place++) {
            for (char sign : ALPHABET.toCharArray()) {
                String wrong = right.substring(0, place) + sign + right.substring(place + 1);
                assertThat(DownloadCode.parse(wrong).isPresent()).as(place + " " + sign).isEqualTo(wrong.equals(right));
            }
        }
    }

    @Test void every_swap_of_neighbours_is_found() {
        for (int i = 0; i < 200; i++) {
            String right = DownloadCode.create().joined();
            for (int place = 0; place < right.length() - 1; place++) {
                char[] swapped = right.toCharArray();
                swapped[place] = right.charAt(place + 1);
                swapped[place + 1] = right.charAt(place);
                String wrong = new String(swapped);
                assertThat(DownloadCode.parse(wrong).isPresent()).isEqualTo(wrong.equals(right));
            }
        }
    }

    @ParameterizedTest @ValueSource(strings = {"", "-", "22222", "0OQ1I-LUVYZ-00000-00000-00000", "22222-22222-22222-22222-2222A"})
    void what_is_no_code_is_not_one(String typed) {
        assertThat(DownloadCode.parse(typed)).isEmpty();
    }

    @Test void a_very_long_text_is_not_looked_at() {
        assertThat(DownloadCode.parse(" ".repeat(100) + DownloadCode.create().joined())).isEmpty();
    }

    @Test void its_text_does_not_show_it() {
        DownloadCode code = DownloadCode.create();

        assertThat(code.toString()).doesNotContain(code.joined().substring(0, 5));
    }
}
