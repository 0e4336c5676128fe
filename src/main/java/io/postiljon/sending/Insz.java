package io.postiljon.sending;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * INSZ of a natural person: YYMMDD, a serial of three digits, and two check digits: 97 minus the first nine modulo 97,
 * with a 2 in front of the nine for a birth date from 2000 on. BIS numbers have 20 or 40 added to the month.
 * Month parts 61 to 72 are test numbers: they satisfy the check digits and can never be a real person's.
 * Source: rules of the National Register and the Crossroads Bank; MAGDA's convention for test numbers.
 */
public record Insz(String digits) {
    public Insz {
        if (!digits.matches("[0-9]{11}")) {
            throw new IllegalArgumentException("an INSZ has eleven digits");
        }
        long nine = Long.parseLong(digits.substring(0, 9));
        int check = Integer.parseInt(digits.substring(9));
        boolean before2000 = 97 - nine % 97 == check;
        boolean from2000 = 97 - (2_000_000_000L + nine) % 97 == check;
        if (!before2000 && !from2000) {
            throw new IllegalArgumentException("the check digits of the INSZ are wrong");
        }
        int monthPart = Integer.parseInt(digits.substring(2, 4));
        int serial = Integer.parseInt(digits.substring(6, 9));
        if (monthPart > 60 && monthPart <= 72) {
            checkDate(digits, before2000, monthPart - 60);
        } else if (monthPart > 52 || monthPart % 20 > 12) {
            throw new IllegalArgumentException("the month of the INSZ is wrong");
        } else {
            if (monthPart <= 12 && (serial == 0 || serial == 999)) {
                throw new IllegalArgumentException("the serial of the INSZ is wrong");
            }
            requireDateUnlessUnknown(digits, before2000, monthPart % 20);
        }
    }

    /** Whether the month part is 61 to 72. Accepted only outside production or in rehearsal. */
    public boolean isTestNumber() {
        int monthPart = Integer.parseInt(digits.substring(2, 4));
        return monthPart > 60 && monthPart <= 72;
    }

    private static void requireDateUnlessUnknown(String digits, boolean before2000, int month) {
        if (month != 0 && Integer.parseInt(digits.substring(4, 6)) != 0) {
            checkDate(digits, before2000, month);
        }
    }

    private static void checkDate(String digits, boolean before2000, int month) {
        int year = (before2000 ? 1900 : 2000) + Integer.parseInt(digits.substring(0, 2));
        try {
            LocalDate.of(year, month, Integer.parseInt(digits.substring(4, 6)));
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("the date in the INSZ does not exist");
        }
    }

    @Override public String toString() {
        return "Insz[***]";
    }
}
