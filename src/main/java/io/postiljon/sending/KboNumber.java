package io.postiljon.sending;

/**
 * KBO number of an organisation: ten digits, the last two are 97 minus the first eight modulo 97.
 * Source: Crossroads Bank for Enterprises; the first digit is 0 or 1 (2 to 8 is an establishment unit, which has no eBox).
 */
public record KboNumber(String digits) {
    public KboNumber {
        if (!digits.matches("[01][0-9]{9}")) {
            throw new IllegalArgumentException("a KBO number has ten digits and starts with 0 or 1");
        }
        int base = Integer.parseInt(digits.substring(0, 8));
        if (97 - base % 97 != Integer.parseInt(digits.substring(8))) {
            throw new IllegalArgumentException("the check number of the KBO number is wrong");
        }
    }

    /** A sole trader's number identifies a person, so it is treated as personal data. */
    @Override public String toString() {
        return "KboNumber[***]";
    }
}
