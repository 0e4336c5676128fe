package io.postiljon.store;

import io.postiljon.sending.Channel;
import java.util.Map;

/**
 * The channel that was chosen, by which rule, on which data.
 *
 * @param rule stable code such as {@code CITIZEN_CONSENTED}; the status shows a sentence for it
 * @param data what the rule looked at, without personal data: {@code {"consent": "false", "askedAt": "..."}}
 */
public record ChannelDecision(Channel channel, String rule, Map<String, String> data) {
    public ChannelDecision {
        data = Map.copyOf(data);
    }
}
