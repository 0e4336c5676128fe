package io.postiljon.sandbox.ebox;

/** Check digits of the two numbers. Test citizens (month part 61 to 72) pass like ordinary and BIS numbers. */
final class Numbers {
    private static final long BORN_SINCE_2000 = 2_000_000_000L;

    private Numbers() {}

    static boolean isKbo(String digits) {
        return digits.matches("[01][0-9]{9}")
                && 97 - Long.parseLong(digits.substring(0, 8)) % 97 == Long.parseLong(digits.substring(8));
    }

    static boolean isSsin(String digits) {
        if (!digits.matches("[0-9]{11}")) {
            return false;
        }
        long base = Long.parseLong(digits.substring(0, 9));
        long check = Long.parseLong(digits.substring(9));
        int month = Integer.parseInt(digits.substring(2, 4));
        int day = Integer.parseInt(digits.substring(4, 6));
        boolean plausibleDate = month % 20 <= 12 && month <= 72 && day <= 31;
        return plausibleDate && (97 - base % 97 == check || 97 - (BORN_SINCE_2000 + base) % 97 == check);
    }
}
