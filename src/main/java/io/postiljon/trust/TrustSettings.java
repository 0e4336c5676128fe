package io.postiljon.trust;

import io.postiljon.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Revocation of the certificates of agencies. The first four are for authorities without a YAML file of their own.
 *
 * @param revocation    {@code ocsp}, {@code crl}, both, or {@code none}, which environment P refuses here; left out: each authority
 *                      needs its file
 * @param ocsp          address of the responder; left out: the one in the certificate, if its host is in {@code hosts}
 * @param crl           address of the list; likewise
 * @param hosts         that may be called at an address out of a certificate, {@code host} or {@code host:port}
 * @param period        between two questions about one certificate, 1 to 45 s: a revocation counts within a minute
 * @param rest          of an address that gave no answer, 100 ms to 30 s
 * @param answerLife    how long an answer counts from when it was fetched, 2 s to 1 day; so long an authority may be away
 * @param statementLife how long an answer counts from when the authority says that it was true, 1 min to 31 days
 * @param firstAnswer   how long a call waits for the first answer about a certificate that is new, 0 to 10 s
 * @param calls         to authorities at once, 1 to 64
 * @param connect       time for a connection, 100 ms to 10 s
 * @param answer        time for a whole answer, 100 ms to 30 s
 * @param ocspLimit     size of an answer, 1 to 256 kB
 * @param crlLimit      size of a list, 1 kB to 64 MB
 */
@ConfigurationProperties("certificates")
record TrustSettings(
        @DefaultValue List<String> revocation,
        URI ocsp,
        URI crl,
        @DefaultValue Set<String> hosts,
        @DefaultValue("20s") Duration period,
        @DefaultValue("3s") Duration rest,
        @DefaultValue("15m") Duration answerLife,
        @DefaultValue("8d") Duration statementLife,
        @DefaultValue("5s") Duration firstAnswer,
        @DefaultValue("8") int calls,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("5s") Duration answer,
        @DefaultValue("64KB") DataSize ocspLimit,
        @DefaultValue("4MB") DataSize crlLimit) {
    TrustSettings {
        revocation = revocation.stream().filter(word -> !word.isBlank()).toList();
        hosts = Set.copyOf(hosts.stream().filter(host -> !host.isBlank()).toList());
        Setting.between("certificates.period", period, Duration.ofSeconds(1), Duration.ofSeconds(45));
        Setting.between("certificates.rest", rest, Duration.ofMillis(100), Duration.ofSeconds(30));
        Setting.between("certificates.answer-life", answerLife, Duration.ofSeconds(2), Duration.ofDays(1));
        Setting.between("certificates.statement-life", statementLife, Duration.ofMinutes(1), Duration.ofDays(31));
        Setting.between("certificates.first-answer", firstAnswer, Duration.ZERO, Duration.ofSeconds(10));
        Setting.between("certificates.connect", connect, Duration.ofMillis(100), Duration.ofSeconds(10));
        Setting.between("certificates.answer", answer, Duration.ofMillis(100), Duration.ofSeconds(30));
        Setting.require(answerLife.compareTo(period) > 0, "certificates.answer-life must be longer than period");
        Setting.between("certificates.calls", calls, 1, 64);
        Setting.require(ocspLimit.toBytes() >= 1024 && ocspLimit.toBytes() <= 256 << 10, "certificates.ocsp-limit must be 1KB to 256KB");
        Setting.require(crlLimit.toBytes() >= 1024 && crlLimit.toBytes() <= 64 << 20, "certificates.crl-limit must be 1KB to 64MB");
    }

    /**
     * Source of an authority that has no file of its own.
     *
     * @throws IllegalArgumentException when it is wrong, or {@code none} in production
     */
    Optional<RevocationSource> byDefault(String environment) {
        if (revocation.isEmpty()) {
            return Optional.empty();
        }
        RevocationSource source;
        try {
            source = RevocationSource.of(revocation, Optional.ofNullable(ocsp), Optional.ofNullable(crl), hosts);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("certificates.revocation: " + wrong.getMessage(), wrong);
        }
        Setting.require(!(source.isNone() && environment.equals("P")),
                "certificates.revocation: none is not for environment P; an authority that publishes nothing says so in its own YAML file");
        return Optional.of(source);
    }
}
