package io.postiljon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Dossiers;
import io.postiljon.sending.Guests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AccessConfigurationTest {
    @TempDir Path temp;
    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(AccessConfiguration.class)
            .withBean("wallClock", Clock.class, Clock::systemUTC).withBean(Dossiers.class, () -> mock(Dossiers.class))
            .withBean(Guests.class, () -> mock(Guests.class))
            .withBean(CertificateStanding.class, () -> certificate -> CertificateStanding.Standing.GOOD);

    @Test void the_folder_is_loaded_and_a_listener_that_needs_the_agreements_hears_of_them() {
        var certificate = AgencyCertificate.fresh();
        var folder = new AgenciesFolder(temp);
        folder.write("alpha.yaml", AgenciesFolder.smallest("0999990024") + folder.certificate("a.pem", certificate, certificate.hex(), "tls"));

        context.withPropertyValues("access.agreements=" + temp).withBean(Follower.class).run(started -> {
            started.getBean(AgreementFiles.class).reload();

            assertThat(started.getBean(Agreements.class).byTlsCertificate(certificate.thumbprint())).isPresent();
            assertThat(started.getBean(Follower.class).heard).containsExactly(new AgencyCode("alpha"));
            assertThat(started).hasSingleBean(SigningCertificates.class).hasSingleBean(SendingRights.class);
        });
    }

    @Test void without_the_folder_the_gateway_does_not_start() {
        context.run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining("access.agreements"));
        context.withPropertyValues("access.agreements=" + temp.resolve("none"))
                .run(failed -> assertThat(failed).getFailure().rootCause().isInstanceOf(AgreementsRefused.class));
    }

    static final class Follower implements AgreementListener {
        private final Agreements agreements;
        private final List<AgencyCode> heard = new ArrayList<>();

        Follower(Agreements agreements) {
            this.agreements = agreements;
        }

        @Override public void afterChange(List<AgreementChange> changes) {
            changes.stream().map(AgreementChange::code).filter(code -> agreements.byCode(code).isPresent()).forEach(heard::add);
        }
    }
}
