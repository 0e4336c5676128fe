package io.postiljon.print;

import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the supplier of a letter: the first rule that takes it, and in it by the shares, from a number that the id of the sending
 * gives. So the same sending always gets the same answer while the same suppliers are free, and the shares hold over many. Rules that
 * are wrong, or leave a letter without a supplier, cannot exist.
 */
final class SupplierRules {
    private static final String HOME = "BE";

    private final PrintSuppliers suppliers;
    private final List<SupplierRule> rules;

    /** What was chosen. @param rule its place, from 1  @param failedOver whether another one would have been chosen if it were free */
    record Choice(SupplierCode supplier, int rule, boolean failedOver) {}

    SupplierRules(PrintSuppliers suppliers, List<SupplierRule> given) {
        this.suppliers = suppliers;
        if (given.isEmpty() && suppliers.all().size() > 1) {
            throw new IllegalArgumentException("print.rules must say which supplier gets what, as print.suppliers names " + suppliers.all().size());
        }
        this.rules = given.isEmpty() ? List.of(SupplierRule.all(suppliers.all().getFirst().code())) : List.copyOf(given);
        for (int i = 0; i < rules.size(); i++) {
            requireShares(i, rules.get(i));
        }
        requireAllCovered();
    }

    /**
     * @param busy suppliers that take nothing now
     * @return empty when all suppliers that may print it are busy
     */
    Optional<Choice> choose(SendingId sending, PrintClass printClass, String country, Set<SupplierCode> busy) {
        int place = rule(printClass, country).orElseThrow(() -> new IllegalStateException("no rule takes a letter of class " + printClass.code()));
        Map<SupplierCode, Integer> allowed = allowed(rules.get(place), country);
        Map<SupplierCode, Integer> free = new LinkedHashMap<>(allowed);
        free.keySet().removeAll(busy);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        SupplierCode chosen = byShare(sending, free);
        return Optional.of(new Choice(chosen, place + 1, !chosen.equals(byShare(sending, allowed))));
    }

    /** Whether a supplier may print such a letter, whatever its share. */
    boolean allows(SupplierCode supplier, PrintClass printClass, String country) {
        return rule(printClass, country).stream().anyMatch(place -> allowed(rules.get(place), country).containsKey(supplier));
    }

    private Optional<Integer> rule(PrintClass printClass, String country) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).takes(printClass, country)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Map<SupplierCode, Integer> allowed(SupplierRule rule, String country) {
        Map<SupplierCode, Integer> allowed = new LinkedHashMap<>();
        suppliers.all().stream().filter(supplier -> rule.shares().containsKey(supplier.code().value()) && supplier.countries().contains(country))
                .forEach(supplier -> allowed.put(supplier.code(), rule.shares().get(supplier.code().value())));
        return allowed;
    }

    private static SupplierCode byShare(SendingId sending, Map<SupplierCode, Integer> shares) {
        int total = shares.values().stream().mapToInt(Integer::intValue).sum();
        List<SupplierCode> codes = List.copyOf(shares.keySet());
        long number = Integer.toUnsignedLong(ByteBuffer.wrap(ContentDigest.of(sending.toString().getBytes(StandardCharsets.US_ASCII)).bytes()).getInt());
        if (total == 0) {
            return codes.get((int) (number % codes.size()));     // only those of share 0 are left: alike
        }
        long place = number % total;
        for (SupplierCode code : codes) {
            place -= shares.get(code);
            if (place < 0) {
                return code;
            }
        }
        throw new IllegalStateException("shares that do not add up");
    }

    private void requireShares(int place, SupplierRule rule) {
        String name = "print.rules[" + place + "]";
        requireOneOf(name + ".product", rule.product(), "LETTER");
        requireOneOf(name + ".colour", rule.colour(), "MONO");
        requireOneOf(name + ".envelope", rule.envelope(), "AUTO");
        int total = 0;
        for (Map.Entry<String, Integer> share : rule.shares().entrySet()) {
            if (suppliers.codes().stream().noneMatch(code -> code.value().equals(share.getKey()))) {
                throw new IllegalArgumentException(name + ".shares names " + share.getKey() + ", which is no code in print.suppliers: "
                        + suppliers.all().stream().map(supplier -> supplier.code().value()).toList());
            }
            if (share.getValue() == null || share.getValue() < 0 || share.getValue() > 100) {
                throw new IllegalArgumentException(name + ".shares." + share.getKey() + " must be 0 to 100, is " + share.getValue());
            }
            total += share.getValue();
        }
        if (total != 100) {
            throw new IllegalArgumentException(name + ".shares must add up to 100, is " + total);
        }
    }

    /** Letters differ in nothing else yet, so another value would be a rule that takes none. */
    private static void requireOneOf(String name, String value, String only) {
        if (value != null && !value.equals(only)) {
            throw new IllegalArgumentException(name + " must be " + only + " or left out, is " + value);
        }
    }

    private void requireAllCovered() {
        boolean[] used = new boolean[rules.size()];
        for (String country : suppliers.countries()) {
            for (PrintClass printClass : classes(country.equals(HOME) ? PrintClass.Reach.DOMESTIC : PrintClass.Reach.INTERNATIONAL)) {
                int place = rule(printClass, country).orElseThrow(() -> new IllegalArgumentException(
                        "print.rules cover no letters of class " + printClass.code() + " to " + country + ": add a rule for them, or a last one without conditions"));
                if (allowed(rules.get(place), country).isEmpty()) {
                    throw new IllegalArgumentException("print.rules[" + place + "] takes letters of class " + printClass.code() + " to " + country
                            + ", where none of its suppliers delivers (countries)");
                }
                used[place] = true;
            }
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                throw new IllegalArgumentException("print.rules[" + i + "] takes no letter: a rule before it takes them all, or no supplier delivers there");
            }
        }
    }

    private static List<PrintClass> classes(PrintClass.Reach reach) {
        List<PrintClass> all = new ArrayList<>();
        for (PaperWishes.Priority priority : PaperWishes.Priority.values()) {
            for (PrintClass.Handling handling : PrintClass.Handling.values()) {
                for (PrintClass.Sides sides : PrintClass.Sides.values()) {
                    all.add(new PrintClass(priority, handling, sides, reach));
                }
            }
        }
        return all;
    }
}
