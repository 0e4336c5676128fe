package io.postiljon.intake;

import io.postiljon.settings.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the HTTPS entrance.
 *
 * @param documentsLimit  all documents of one sending together, 1 KiB to 1 GiB
 * @param signatureAge    how old a signature may be, 10 seconds to 1 hour
 * @param signatureAhead  how far ahead its clock may be, 0 to 5 minutes
 * @param uploadDeadline  how long the body of one sending may take, 100 milliseconds to 1 day; see {@link UploadDeadline}
 * @param uploadPatience  how long a call waits for a free upload of its agency, 0 to 30 seconds
 * @param guestLimit      guests that one agency may have on its list for mode trial, 1 to 1,000
 */
@ConfigurationProperties("intake")
record IntakeSettings(
        @DefaultValue("30MB") DataSize documentsLimit,
        @DefaultValue("300s") Duration signatureAge,
        @DefaultValue("60s") Duration signatureAhead,
        @DefaultValue("8m") Duration uploadDeadline,
        @DefaultValue("5s") Duration uploadPatience,
        @DefaultValue("20") int guestLimit) {
    IntakeSettings {
        if (documentsLimit.toBytes() < 1024 || documentsLimit.toBytes() > DataSize.ofGigabytes(1).toBytes()) {
            throw new IllegalArgumentException("intake.documents-limit must be 1KB to 1GB, is " + documentsLimit);
        }
        Setting.between("intake.signature-age", signatureAge, Duration.ofSeconds(10), Duration.ofHours(1));
        Setting.between("intake.signature-ahead", signatureAhead, Duration.ZERO, Duration.ofMinutes(5));
        Setting.between("intake.upload-deadline", uploadDeadline, Duration.ofMillis(100), Duration.ofDays(1));
        Setting.between("intake.upload-patience", uploadPatience, Duration.ZERO, Duration.ofSeconds(30));
        Setting.between("intake.guest-limit", guestLimit, 1, 1000);
    }
}
