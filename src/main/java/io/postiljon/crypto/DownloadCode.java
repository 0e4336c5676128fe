package io.postiljon.crypto;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code on a cover sheet by which a recipient gets the original: 23 random signs of 23 (104 bits) and two check signs, in five
 * groups of five. Whoever has it has the letter, so it is kept nowhere: the store holds a keyed tag of it.
 *
 * <p>No two signs look alike, on paper or in handwriting: of 0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V Y one or none is used. What can
 * only be one of ours is read as that. The check signs find each single wrong sign and each swap of two neighbours, and any other
 * mistake but for one in 529: so a typing mistake is told at once, and nobody is asked.
 */
public final class DownloadCode {
    public static final int SIGNS = 25;

    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";
    private static final int BASE = ALPHABET.length();      // a prime: that is what the check signs need
    private static final int RANDOM_SIGNS = SIGNS - 2;
    private static final int GROUP = 5;
    private static final int LONGEST_TYPED = 100;
    private static final Map<Character, Character> READ_AS = Map.of('Z', '2', 'S', '5', 'G', '6', 'B', '8');
    private static final Pattern BETWEEN = Pattern.compile("[\\s.,_\u2010-\u2015\u2212-]+");

    private final String signs;

    private DownloadCode(String signs) {
        this.signs = signs;
    }

    /** A new one, which nobody can guess. */
    public static DownloadCode create() {
        StringBuilder signs = new StringBuilder(SIGNS);
        for (int i = 0; i < RANDOM_SIGNS; i++) {
            signs.append(ALPHABET.charAt(Randoms.below(BASE)));
        }
        return new DownloadCode(signs.append(checkSigns(signs)).toString());
    }

    /** As somebody types it: in small or capital letters, with or without spaces and hyphens. Empty when it cannot be a code. */
    public static Optional<DownloadCode> parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        StringBuilder signs = new StringBuilder(SIGNS);
        BETWEEN.matcher(typed.strip()).replaceAll("").toUpperCase(Locale.ROOT).chars()
                .forEach(sign -> signs.append((char) READ_AS.getOrDefault((char) sign, (char) sign)));
        boolean ours = signs.length() == SIGNS && signs.chars().allMatch(sign -> ALPHABET.indexOf(sign) >= 0);
        return ours && signs.substring(RANDOM_SIGNS).equals(checkSigns(signs.substring(0, RANDOM_SIGNS)))
                ? Optional.of(new DownloadCode(signs.toString())) : Optional.empty();
    }

    /** For reading and typing: five groups with hyphens. */
    public String grouped() {
        return String.join("-", signs.split("(?<=\\G.{" + GROUP + "})"));
    }

    /** For a QR: the signs alone. */
    public String joined() {
        return signs;
    }

    /**
     * The last two signs are chosen so that the sum of all values, and the sum of all values times their places, are both 0 in the field
     * of 23: two places that differ by one never have the same weight.
     */
    private static String checkSigns(CharSequence random) {
        int sum = 0;
        int weighted = 0;
        for (int i = 0; i < RANDOM_SIGNS; i++) {
            int value = ALPHABET.indexOf(random.charAt(i));
            sum += value;
            weighted += value * (i + 1);
        }
        // a + b = -sum and a * 24 + b * 25 = -weighted, where 24 is 1 and 25 is 2: so b = sum - weighted
        int second = Math.floorMod(sum - weighted, BASE);
        int first = Math.floorMod(-sum - second, BASE);
        return "" + ALPHABET.charAt(first) + ALPHABET.charAt(second);
    }

    @Override public boolean equals(Object other) {
        return other instanceof DownloadCode that && signs.equals(that.signs);
    }

    @Override public int hashCode() {
        return signs.hashCode();
    }

    @Override public String toString() {
        return "DownloadCode[***]";
    }
}
