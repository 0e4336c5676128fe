package io.postiljon.trust;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postiljon.access.AgreementFiles;
import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.audit.AuditLog;
import io.postiljon.calls.NamedHeaders;
import io.postiljon.calls.PartnerHttp;
import io.postiljon.store.NotedCertificates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that {@code routes/trust.camel.yaml} names, and the component {@code authorities} by which it calls. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustSettings.class)
class TrustConfiguration {
    private static final String COMPONENT = "authorities";
    private static final String JDK_FETCHES = "com.sun.security.enableAIAcaIssuers";

    @Bean TrustedAuthorities trustedAuthorities(@Value("${postiljon.api.trust}") Path trust, @Value("${postiljon.environment}") String environment,
            TrustSettings settings) {
        if (Boolean.getBoolean(JDK_FETCHES)) {
            throw new IllegalArgumentException("-D" + JDK_FETCHES + " must not be set: the JDK would call addresses that certificates name");
        }
        return new TrustedAuthorities(new AuthorityFolder(trust, settings.byDefault(environment)));
    }

    @Bean RevocationBook certificateStanding(TrustedAuthorities authorities, TrustSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return new RevocationBook(authorities, settings.firstAnswer(), wallClock);
    }

    /** The agreements are looked up at the first round: they may be made after those who need a standing. */
    @Bean CertificateWatch certificateWatch(ObjectProvider<AgreementFiles> agreements, TrustedAuthorities authorities, RevocationBook book,
            TrustSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return new CertificateWatch(() -> agreements.getObject().registered(), authorities, book,
                new RevocationJudge(settings.answerLife(), settings.statementLife()), settings.period(), settings.rest(), wallClock);
    }

    @Bean CertificateEvidence certificateEvidence(CertificateWatch watch, TrustedAuthorities authorities, NotedCertificates noted, AgreementFiles agreements,
            AuditLog audit, Clock clock) {
        return new CertificateEvidence(watch, authorities, noted, agreements, audit, clock);
    }

    @Bean RevocationCalls revocationCalls(TrustSettings settings) {
        return new RevocationCalls(Math.toIntExact(settings.ocspLimit().toBytes()), Math.toIntExact(settings.crlLimit().toBytes()), settings.answer());
    }

    /** Threads of the calls; all of them wait for answers most of the time. */
    @Bean(destroyMethod = "shutdown") ExecutorService authorityCalls(TrustSettings settings) {
        return Executors.newFixedThreadPool(settings.calls(), Thread.ofPlatform().name("authority-call-", 1).daemon().factory());
    }

    @Bean MeterBinder certificateMeters(CertificateWatch watch, TrustedAuthorities authorities) {
        return meters -> {
            for (Standing standing : List.of(Standing.REVOKED, Standing.UNKNOWN, Standing.NOT_TRUSTED, Standing.EXPIRED)) {
                Gauge.builder("postiljon.certificates.standing", watch, all -> all.count(standing)).tag("standing", standing.name())
                        .description("certificates in agreements that are not accepted now").register(meters);
            }
            Gauge.builder("postiljon.certificates.answer.age", watch, CertificateWatch::oldestAnswerSeconds).baseUnit("seconds")
                    .description("how long ago the oldest answer came that counts for a certificate in an agreement").register(meters);
            Gauge.builder("postiljon.certificates.authorities.wrong", authorities, all -> all.isWrong() ? 1 : 0)
                    .description("1 when the files of the trusted authorities are wrong; the last good ones are in force").register(meters);
        };
    }

    @Bean HttpComponent authorities(TrustSettings settings) {
        return http(settings).component(component -> pool(component, settings));
    }

    @Bean ComponentCustomizer authoritiesHasTheLastWord(TrustSettings settings) {
        return http(settings).lastWord(component -> pool(component, settings));
    }

    /** Answers are signed, so plain HTTP will do. */
    private static PartnerHttp http(TrustSettings settings) {
        return new PartnerHttp("authorities", new NamedHeaders(Set.of("Accept"), Set.of()), settings.connect(), settings.answer(), "", Optional.empty());
    }

    private static void pool(HttpComponent component, TrustSettings settings) {
        component.setMaxTotalConnections(settings.calls());
        component.setConnectionsPerRoute(settings.calls());
    }
}
