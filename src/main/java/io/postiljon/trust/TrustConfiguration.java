package io.postiljon.trust;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postiljon.access.AgreementFiles;
import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.audit.AuditLog;
import io.postiljon.store.NotedCertificates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Ordered;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
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
        HttpComponent component = new HttpComponent();
        configure(component, settings);
        return component;
    }

    /** After Camel's auto-configuration, which writes its own defaults over each HTTP component. */
    @Bean ComponentCustomizer authoritiesHasTheLastWord(TrustSettings settings) {
        return ComponentCustomizer.builder(HttpComponent.class).withOrder(Ordered.LOWEST)
                .withCondition((name, component) -> COMPONENT.equals(name)).build((name, component) -> configure(component, settings));
    }

    /** No redirect, no repeat, no cookie, no unpacking, no proxy from the environment. Answers are signed, so plain HTTP will do. */
    private static void configure(HttpComponent component, TrustSettings settings) {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3", "TLSv1.2"));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setSecureSocketProtocols(protocols);
        component.setSslContextParameters(tls);
        component.setUseGlobalSslContextParameters(false);
        component.setHeaderFilterStrategy(new AuthorityHeaders());
        component.setConnectTimeout(settings.connect().toMillis());
        component.setConnectionRequestTimeout(settings.connect().toMillis());
        component.setResponseTimeout(settings.answer().toMillis());
        component.setSoTimeout(settings.answer().toMillis());
        component.setMaxTotalConnections(settings.calls());
        component.setConnectionsPerRoute(settings.calls());
        component.setFollowRedirects(false);
        component.setRedirectHandlingDisabled(true);
        component.setAutomaticRetriesDisabled(true);
        component.setContentCompressionDisabled(true);
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setCopyHeaders(false);
        component.setUseSystemProperties(false);
        component.setUserAgent("postiljon");
        component.setLogHttpActivity(false);
    }
}
