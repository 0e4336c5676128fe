package io.postiljon.store;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the store.
 *
 * @param vaultFolder      folder of sealed documents; on a disk that survives a power cut after fsync
 * @param deliveryDeadline from acceptance until "unavailable" becomes failed; 1 minute to 30 days
 * @param inFlightPerAgency sendings of one agency between the relay and the end of their way, 1 to 10,000; the others wait in the outbox
 * @param outboxPause      longest wait of the relay without a commit of this node; 10 ms to 1 minute
 * @param sweepUntouched   open work untouched for this long, without live lease or planned retry, goes back on its queue
 * @param noiseAge         age at which a file without a key is removed; 1 second to 7 days
 */
@ConfigurationProperties("store")
public record StoreSettings(
        Path vaultFolder,
        @DefaultValue("72h") Duration deliveryDeadline,
        @DefaultValue("1s") Duration outboxPause,
        @DefaultValue("50") int inFlightPerAgency,
        @DefaultValue("5m") Duration sweepUntouched,
        @DefaultValue("10m") Duration noiseAge) {
    public StoreSettings {
        if (vaultFolder == null) {
            throw new IllegalArgumentException("store.vault-folder must be set: the folder for sealed documents");
        }
        require("store.delivery-deadline", deliveryDeadline, Duration.ofMinutes(1), Duration.ofDays(30));
        require("store.outbox-pause", outboxPause, Duration.ofMillis(10), Duration.ofMinutes(1));
        if (inFlightPerAgency < 1 || inFlightPerAgency > 10_000) {
            throw new IllegalArgumentException("store.in-flight-per-agency must be 1 to 10000, is " + inFlightPerAgency);
        }
        require("store.sweep-untouched", sweepUntouched, Duration.ofMillis(100), Duration.ofDays(1));
        require("store.noise-age", noiseAge, Duration.ofSeconds(1), Duration.ofDays(7));
    }

    /** How long a written object may wait for the row that makes it exist; a tenth is left for the commit. */
    public Duration longestWait() {
        return noiseAge.multipliedBy(9).dividedBy(10);
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", is " + value);
        }
    }
}
