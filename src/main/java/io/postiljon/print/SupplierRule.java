package io.postiljon.print;

import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which suppliers print which letters. What a rule leaves out is any. A share is a part of the letters that the rule takes, in percent;
 * 0 means only when the others are held.
 *
 * @param product {@code LETTER}, the only one of the format so far
 * @param colour  {@code MONO} so far
 * @param envelope {@code AUTO} so far
 * @param country ISO 3166-1 codes of the recipient
 */
record SupplierRule(String product, PaperWishes.Priority priority, Boolean registered, String colour, Boolean duplex, String envelope, Boolean international,
        Set<String> country, Map<String, Integer> shares) {
    SupplierRule {
        shares = shares == null ? Map.of() : new LinkedHashMap<>(shares);
    }

    /** One supplier for everything. */
    static SupplierRule all(SupplierCode supplier) {
        return new SupplierRule(null, null, null, null, null, null, null, null, Map.of(supplier.value(), 100));
    }

    boolean takes(PrintClass printClass, String to) {
        return isOrAny(product, "LETTER") && isOrAny(priority, printClass.priority())
                && isOrAny(registered, printClass.handling() != PrintClass.Handling.ORDINARY)
                && isOrAny(colour, "MONO") && isOrAny(duplex, printClass.sides() == PrintClass.Sides.DUPLEX) && isOrAny(envelope, "AUTO")
                && isOrAny(international, printClass.reach() == PrintClass.Reach.INTERNATIONAL)
                && (country == null || country.isEmpty() || country.contains(to));
    }

    private static boolean isOrAny(Object wanted, Object is) {
        return wanted == null || wanted.equals(is);
    }
}
