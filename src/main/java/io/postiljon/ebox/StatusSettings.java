package io.postiljon.ebox;

import io.postiljon.sending.PauseCurve;
import io.postiljon.settings.Setting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the eBox is asked whether messages were read. Off by default: whether and where the eBox offers it is not documented for v3.
 *
 * @param asked        whether at all; agreements can say no for their agency
 * @param url          address of {@code searchMessageStatus}
 * @param messageTypes address of the message types; the id of one follows behind a slash
 * @param listLimit    messages in one question, 1 to 250
 * @param firstPause   from publication to the first question; at least 100 ms
 * @param longestPause to which the pause grows; at most 1 day
 * @param patience     how long after the end of the validity a service that is away is waited for; 0 to 30 days
 */
@ConfigurationProperties("ebox.status")
public record StatusSettings(
        @DefaultValue("false") boolean asked,
        URI url,
        URI messageTypes,
        @DefaultValue("250") int listLimit,
        @DefaultValue("1h") Duration firstPause,
        @DefaultValue("24h") Duration longestPause,
        @DefaultValue("48h") Duration patience) {
    public StatusSettings {
        EboxSettings.requireHttps("ebox.status.url", url);
        EboxSettings.requireHttps("ebox.status.message-types", messageTypes);
        Setting.between("ebox.status.list-limit", listLimit, 1, 250);
        Setting.between("ebox.status.first-pause", firstPause, Duration.ofMillis(100), Duration.ofDays(1));
        new PauseCurve(firstPause, longestPause);
        Setting.between("ebox.status.patience", patience, Duration.ZERO, Duration.ofDays(30));
    }

    PauseCurve pauses() {
        return new PauseCurve(firstPause, longestPause);
    }
}
