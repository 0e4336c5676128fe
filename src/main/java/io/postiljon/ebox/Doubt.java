package io.postiljon.ebox;

import io.postiljon.store.OpenItem;
import io.postiljon.store.Sending;
import java.util.List;
import java.util.Set;

/**
 * A sending about which the gateway does not know whether it lies in the eBox, or under which id. No personal data.
 *
 * @param questions open items; empty while the gateway still asks by itself
 * @param ways      what may be done now
 */
public record Doubt(Sending sending, List<OpenItem> questions, Set<DoubtWay> ways) {
    public Doubt {
        questions = List.copyOf(questions);
        ways = Set.copyOf(ways);
    }
}
