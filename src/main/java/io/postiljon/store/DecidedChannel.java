package io.postiljon.store;

import io.postiljon.sending.Channel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One of the decisions about a sending, as it was taken.
 *
 * @param channel empty when the rule left no channel, or took the choice back
 */
public record DecidedChannel(Instant at, Optional<Channel> channel, String rule, Map<String, String> data) {
    public DecidedChannel {
        data = Map.copyOf(data);
    }
}
