package io.postiljon.ebox;

import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingState;
import io.postiljon.store.OpenItem;
import io.postiljon.store.Sending;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table of ways out. Only what is still in doubt can go on, as its documents exist; and not while an attempt is under way. The
 * e-Box can be searched by its own id only, so about a message without one it can be asked by the key and in no other way.
 */
final class DoubtWays {
    private DoubtWays() {}

    static Set<DoubtWay> of(Sending sending, List<OpenItem> questions, Optional<MessageContent> content, Instant now) {
        Set<DoubtWay> ways = EnumSet.noneOf(DoubtWay.class);
        if (sending.state() == SendingState.IN_DOUBT) {
            if (sending.leasedUntil().filter(now::isBefore).isEmpty()) {
                ways.addAll(EnumSet.of(DoubtWay.ASK_AGAIN, DoubtWay.CONFIRM_PUBLISHED, DoubtWay.CONFIRM_NOT_PUBLISHED, DoubtWay.SEND_AGAIN));
                if (sending.wish().allowsPaper() && sending.mode() != Mode.REHEARSAL && content.flatMap(MessageContent::paper).isPresent()) {
                    ways.add(DoubtWay.RELEASE_TO_PAPER);
                }
            }
        } else if (!questions.isEmpty()) {
            ways.add(DoubtWay.CONFIRM_PUBLISHED);
            if (sending.state() != SendingState.PUBLISHED && sending.state() != SendingState.PUBLISHED_NEVER_OPENED) {
                ways.add(DoubtWay.CONFIRM_NOT_PUBLISHED);
            }
            ways.add(DoubtWay.CLOSE);
        }
        return ways;
    }
}
