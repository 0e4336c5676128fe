package io.postiljon.intake;

import io.postiljon.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The SFTP entrance. Host, port, user, files and pauses are also named by {@code routes/intake-sftp.camel.yaml}.
 *
 * @param user            login of the collector: sees {@code /agencies/<account>/in|out|rejected} of all agencies
 * @param keyFile         its private key, OpenSSH form
 * @param knownHostsFile  the host keys that are trusted; there is no trust on first use
 * @param pollDelay       pause between two looks into a folder, 100 ms to 10 minutes
 * @param lease           how long a drop belongs to one worker between two documents, 5 seconds to 1 hour
 * @param resumeUntouched age at which a drop that nobody works on is taken up again, 1 second to 1 day
 * @param partialAge      how long a zip without marker lies untouched before it is taken away with a notice, 1 second to 30 days
 * @param signatureAge    how old a signature may be when it is collected, 1 minute to 30 days
 * @param zipLimit        one zip, 1 KiB to 4 GiB less 1 byte
 * @param unpackedLimit   all its entries together, and all documents as its messages name them
 * @param messageLimit    messages in one zip, 1 to 1000
 * @param documentLimit   documents in one zip, 1 to 6000
 */
@ConfigurationProperties("intake.sftp")
record DropSettings(
        String host,
        int port,
        String user,
        Path keyFile,
        Path knownHostsFile,
        @DefaultValue("5s") Duration pollDelay,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("60s") Duration resumeUntouched,
        @DefaultValue("24h") Duration partialAge,
        @DefaultValue("72h") Duration signatureAge,
        @DefaultValue("1GB") DataSize zipLimit,
        @DefaultValue("2GB") DataSize unpackedLimit,
        @DefaultValue("1000") int messageLimit,
        @DefaultValue("6000") int documentLimit) {
    DropSettings {
        if (host == null || user == null || keyFile == null || knownHostsFile == null || port < 1 || port > 65535) {
            throw new IllegalArgumentException("intake.sftp.host, port, user, key-file and known-hosts-file must be set");
        }
        Setting.between("intake.sftp.poll-delay", pollDelay, Duration.ofMillis(100), Duration.ofMinutes(10));
        Setting.between("intake.sftp.lease", lease, Duration.ofSeconds(5), Duration.ofHours(1));
        Setting.between("intake.sftp.resume-untouched", resumeUntouched, Duration.ofSeconds(1), Duration.ofDays(1));
        Setting.between("intake.sftp.partial-age", partialAge, Duration.ofSeconds(1), Duration.ofDays(30));
        Setting.between("intake.sftp.signature-age", signatureAge, Duration.ofMinutes(1), Duration.ofDays(30));
        if (zipLimit.toBytes() < 1024 || zipLimit.toBytes() >= DataSize.ofGigabytes(4).toBytes() || unpackedLimit.compareTo(zipLimit) < 0) {
            throw new IllegalArgumentException("intake.sftp.zip-limit must be 1KB to 4GB, and unpacked-limit no less");
        }
        if (messageLimit < 1 || messageLimit > 1000 || documentLimit < 1 || documentLimit > 6000) {
            throw new IllegalArgumentException("intake.sftp.message-limit must be 1 to 1000, document-limit 1 to 6000");
        }
    }
}
