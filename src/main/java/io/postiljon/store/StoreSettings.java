package io.postiljon.store;

import io.postiljon.settings.Setting;
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
        Setting.between("store.delivery-deadline", deliveryDeadline, Duration.ofMinutes(1), Duration.ofDays(30));
        Setting.between("store.outbox-pause", outboxPause, Duration.ofMillis(10), Duration.ofMinutes(1));
        Setting.between("store.in-flight-per-agency", inFlightPerAgency, 1, 10_000);
        Setting.between("store.sweep-untouched", sweepUntouched, Duration.ofMillis(100), Duration.ofDays(1));
        Setting.between("store.noise-age", noiseAge, Duration.ofSeconds(1), Duration.ofDays(7));
    }

    /** How long a written object may wait for the row that makes it exist; a tenth is left for the commit. */
    public Duration longestWait() {
        return noiseAge.multipliedBy(9).dividedBy(10);
    }
}
