package io.postiljon.dispatch;

import io.postiljon.sending.PauseCurve;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the choice of channel.
 *
 * @param lease        how long one worker may take to ask; 10 s to 20 min; eight calls of the eBox at their longest: a question that is under way, and one's own
 * @param firstPause   wait before the question is asked again; at least 100 ms
 * @param longestPause to which the wait grows; at most 1 day
 */
@ConfigurationProperties("dispatch")
public record DispatchSettings(
        @DefaultValue("10m") Duration lease,
        @DefaultValue("10s") Duration firstPause,
        @DefaultValue("30m") Duration longestPause) {
    public DispatchSettings {
        if (lease.compareTo(Duration.ofSeconds(10)) < 0 || lease.compareTo(Duration.ofMinutes(20)) > 0) {
            throw new IllegalArgumentException("dispatch.lease must be 10s to 20m, is " + lease);
        }
        if (firstPause.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("dispatch.first-pause must be at least 100ms, is " + firstPause);
        }
        new PauseCurve(firstPause, longestPause);
    }

    PauseCurve pauses() {
        return new PauseCurve(firstPause, longestPause);
    }
}
