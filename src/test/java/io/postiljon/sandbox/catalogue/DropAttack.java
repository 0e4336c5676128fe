package io.postiljon.sandbox.catalogue;

import io.postiljon.sandbox.client.Drop;

/**
 * One row by SFTP. All are handed in first, and judged one after another.
 *
 * @param words of the problem in {@code rejected/}, as {@link Seen#words}
 */
record DropAttack(String id, String what, String words, Deed deed) {
    /** Lays it down, and says under which name its answer comes. */
    interface Deed {
        Drop on(DropBox box) throws Exception;
    }

    @Override public String toString() {
        return id + " " + what;
    }
}
