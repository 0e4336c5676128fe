package io.postiljon.keys;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.KeySource;
import io.postiljon.store.KnownKeys;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans that {@code routes/keys.camel.yaml} names. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {
    /** {@code changes} is made when it is first needed: the connectors want their certificates before there is a database. */
    @Bean ServerCertificates serverCertificates(@Qualifier("wallClock") Clock wallClock, @Lazy KeyChanges changes) {
        return new ServerCertificates(wallClock, changes);
    }

    @Bean KeyStoreRefusals keyStoreRefusals(FollowedKeyStore keys, KeyChanges changes) {
        return new KeyStoreRefusals(keys, changes);
    }

    @Bean KeyChanges keyChanges(KnownKeys known, AuditLog audit, Clock clock, @Qualifier("wallClock") Clock wallClock) {
        return new KeyChanges(known, audit, clock, wallClock);
    }

    @Bean KeyRegister keyRegister(List<KeySource> sources, KeyChanges changes, @Qualifier("wallClock") Clock wallClock) {
        return new KeyRegister(sources, changes, wallClock);
    }

    @Bean MeterBinder serverCertificateMeters(ServerCertificates certificates) {
        return meters -> Gauge.builder("postiljon.keys.refused", certificates, ServerCertificates::refused)
                .description("new server certificates in their places that cannot be used; the ones before are").register(meters);
    }
}
