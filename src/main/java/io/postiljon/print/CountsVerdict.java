package io.postiljon.print;

import io.postiljon.store.PrintCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What differs between the supplier's counts and ours. @param differing names of counts, in the order of the report */
record CountsVerdict(List<String> differing) {
    static CountsVerdict of(PrintCounts theirs, PrintCounts ours) {
        List<String> differing = new ArrayList<>();
        compare("accepted", theirs.accepted(), ours.accepted(), differing);
        compare("rejected", theirs.rejected(), ours.rejected(), differing);
        compare("printed", theirs.printed(), ours.printed(), differing);
        compare("handed-to-post", theirs.handedToPost(), ours.handedToPost(), differing);
        compare("returned", theirs.returned(), ours.returned(), differing);
        if (!withoutZeroes(theirs).equals(withoutZeroes(ours))) {
            differing.add("sheets");
        }
        return new CountsVerdict(List.copyOf(differing));
    }

    boolean agrees() {
        return differing.isEmpty();
    }

    /** Stable for the same difference. */
    String code() {
        return String.join(",", differing);
    }

    private static void compare(String name, int theirs, int ours, List<String> differing) {
        if (theirs != ours) {
            differing.add(name);
        }
    }

    /** A product of which nothing was printed may be named or not. */
    private static Map<String, Integer> withoutZeroes(PrintCounts counts) {
        Map<String, Integer> some = new HashMap<>(counts.sheets());
        some.values().removeIf(sheets -> sheets == 0);
        return some;
    }
}
