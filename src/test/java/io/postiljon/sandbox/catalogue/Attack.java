package io.postiljon.sandbox.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One row of the catalogue, or one of its variants. {@code id}: the catalogue's, such as {@code H3}. */
record Attack(String id, String what, Expected expected, Deed deed) {
    /** Sends it. */
    interface Deed {
        Seen on(CatalogueBed bed) throws Exception;
    }

    static Attack refused(String id, String what, String words, Deed deed) {
        return new Attack(id, what, new Expected.Refused(words), deed);
    }

    static Attack atTheDoor(String id, String what, String words, Deed deed) {
        return new Attack(id, what, new Expected.AtTheDoor(words), deed);
    }

    static Attack cut(String id, String what, Deed deed, Integer... statuses) {
        return new Attack(id, what, new Expected.Cut(Arrays.asList(statuses)), deed);
    }

    static Attack noAnswer(String id, String what, Deed deed) {
        return new Attack(id, what, new Expected.NoAnswer(), deed);
    }

    static Attack harmless(String id, String what, int status, int sendings, Deed deed) {
        return new Attack(id, what, new Expected.Harmless(status, sendings), deed);
    }

    /** The same answer to several variants. */
    interface Variant<T> {
        Seen send(CatalogueBed bed, T variant) throws Exception;
    }

    @SafeVarargs static <T> List<Attack> refusedEach(String id, String what, String words, Variant<T> deed, T... variants) {
        List<Attack> rows = new ArrayList<>();
        IntStream.range(0, variants.length).forEach(i -> rows.add(refused(id, what + ", " + (i + 1), words, bed -> deed.send(bed, variants[i]))));
        return rows;
    }

    @Override public String toString() {
        return id + " " + what;
    }
}
