package io.postiljon.access;

import io.postiljon.sending.Dossiers;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. Listeners are looked up at the first reload, so that they may themselves need the agreements. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {
    @Bean AgreementFiles agreementFiles(AccessSettings settings, Function<X509Certificate, String> certificateThumbprint,
            ObjectProvider<AgreementListener> listeners) {
        return AgreementFiles.open(settings.agreements(), certificateThumbprint, () -> listeners.orderedStream().toList());
    }

    @Bean SigningCertificates signingCertificates(AgreementFiles agreements, Clock clock) {
        return new SigningCertificates(agreements, clock);
    }

    @Bean SendingRights sendingRights(Dossiers dossiers) {
        return new SendingRights(dossiers);
    }
}
