package io.postiljon.tracking;

import io.postiljon.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What agencies hear of their sendings: by asking, by webhook, by status file. */
@ConfigurationProperties("tracking")
record TrackingSettings(@DefaultValue Events events, @DefaultValue Webhooks webhooks, @DefaultValue Files files) {

    /**
     * @param waiters   calls of one agency that may wait for events at once on one node, 1 to 100
     * @param waitPause pause between two looks of a waiting call, 50 ms to 10 s
     */
    record Events(@DefaultValue("8") int waiters, @DefaultValue("500ms") Duration waitPause) {
        Events {
            Setting.between("tracking.events.waiters", waiters, 1, 100);
            Setting.between("tracking.events.wait-pause", waitPause, Duration.ofMillis(50), Duration.ofSeconds(10));
        }
    }

    /**
     * @param secretsFolder   where the files are that agreements name as {@code secretFile}
     * @param trustFile       PEM file of the authorities that may vouch for receivers; left out, those of the JDK
     * @param connect         to open a connection, 100 ms to 30 s
     * @param answer          longest silence of a receiver, 100 ms to 1 min
     * @param lease           how long one call may take altogether; longer than the two before; at most 10 min
     * @param pauses          waits before the second, third ... attempt; after the last one the address is switched off
     * @param jitter          by how much of itself a pause may be longer, in percent, 0 to 100
     * @param retryAfterLimit the most that a {@code Retry-After} is obeyed, 1 s to 7 days
     * @param keep            how long deliveries are listed and can be sent again, 1 hour to 366 days
     * @param backlogLimit    deliveries of one address that wait; more events stay in the feed until there is room; 10 to 1,000,000
     * @param atOnce          calls in one round of one address, 1 to 1000
     */
    record Webhooks(
            @DefaultValue("/run/secrets/webhooks") Path secretsFolder,
            Path trustFile,
            @DefaultValue("5s") Duration connect,
            @DefaultValue("20s") Duration answer,
            @DefaultValue("60s") Duration lease,
            @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}) List<Duration> pauses,
            @DefaultValue("10") int jitter,
            @DefaultValue("24h") Duration retryAfterLimit,
            @DefaultValue("30d") Duration keep,
            @DefaultValue("10000") int backlogLimit,
            @DefaultValue("100") int atOnce) {
        Webhooks {
            Setting.between("tracking.webhooks.connect", connect, Duration.ofMillis(100), Duration.ofSeconds(30));
            Setting.between("tracking.webhooks.answer", answer, Duration.ofMillis(100), Duration.ofMinutes(1));
            Setting.between("tracking.webhooks.lease", lease, connect.plus(answer), Duration.ofMinutes(10));
            if (pauses.isEmpty() || pauses.size() > 20) {
                throw new IllegalArgumentException("tracking.webhooks.pauses must hold 1 to 20 pauses");
            }
            pauses.forEach(pause -> Setting.between("tracking.webhooks.pauses", pause, Duration.ofMillis(10), Duration.ofDays(7)));
            Setting.between("tracking.webhooks.jitter", jitter, 0, 100);
            Setting.between("tracking.webhooks.retry-after-limit", retryAfterLimit, Duration.ofSeconds(1), Duration.ofDays(7));
            Setting.between("tracking.webhooks.keep", keep, Duration.ofHours(1), Duration.ofDays(366));
            Setting.between("tracking.webhooks.backlog-limit", backlogLimit, 10, 1_000_000);
            Setting.between("tracking.webhooks.at-once", atOnce, 1, 1000);
            pauses = List.copyOf(pauses);
        }
    }

    /**
     * @param events in one status file, 1 to 1000; so many make a file at once
     * @param age    of the oldest event that is in no file yet, at which a file is made; 100 ms to 1 day
     * @param keep   how long a file that was laid down is kept here, 1 hour to 366 days
     */
    record Files(@DefaultValue("1000") int events, @DefaultValue("5m") Duration age, @DefaultValue("30d") Duration keep) {
        Files {
            Setting.between("tracking.files.events", events, 1, 1000);
            Setting.between("tracking.files.age", age, Duration.ofMillis(100), Duration.ofDays(1));
            Setting.between("tracking.files.keep", keep, Duration.ofHours(1), Duration.ofDays(366));
        }
    }
}
