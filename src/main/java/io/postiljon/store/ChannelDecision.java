package io.postiljon.store;

import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelRule;
import java.util.Map;

/**
 * The channel that was chosen, by which rule, on which data.
 *
 * @param rule stable code such as {@code CITIZEN_CONSENTED}; the status shows a sentence for it
 * @param data what the rule looked at, without personal data: {@code {"consent": "false", "askedAt": "..."}}
 */
public record ChannelDecision(Channel channel, String rule, Map<String, String> data) {
    /** Name in the data of a paper copy: the state in which the message lies in the eBox. */
    public static final String STATE_BEFORE_COPY = "stateBeforeCopy";

    public ChannelDecision {
        data = Map.copyOf(data);
    }

    boolean makesPaperCopy() {
        return rule.equals(ChannelRule.PAPER_COPY_NEVER_OPENED.name()) || rule.equals(ChannelRule.PAPER_COPY_UNREAD.name());
    }
}
