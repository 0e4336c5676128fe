package io.postiljon.access;

import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Dossiers;
import io.postiljon.sending.Guests;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. Listeners are looked up at the first reload, so that they may themselves need the agreements. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {
    @Bean AgreementFiles agreementFiles(AccessSettings settings, ObjectProvider<AgreementRule> rules, ObjectProvider<AgreementListener> listeners) {
        return AgreementFiles.open(settings.agreements(), Thumbprints::of, rules.orderedStream().toList(), () -> listeners.orderedStream().toList());
    }

    @Bean SigningCertificates signingCertificates(AgreementFiles agreements, CertificateStanding standing, @Qualifier("wallClock") Clock wallClock) {
        return new SigningCertificates(agreements, standing, wallClock);
    }

    @Bean SendingRights sendingRights(Dossiers dossiers, Guests guests) {
        return new SendingRights(dossiers, guests);
    }
}
