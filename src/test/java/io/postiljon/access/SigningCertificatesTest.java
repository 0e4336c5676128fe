package io.postiljon.access;

import static io.postiljon.access.AgenciesFolder.smallest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.sending.AgencyCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCertificatesTest {
    private static final AgencyCode ALPHA = new AgencyCode("alpha");
    private static final AgencyCode BETA = new AgencyCode("beta");

    @TempDir Path temp;
    private final AgencyCertificate signing = AgencyCertificate.fresh();
    private final AgencyCertificate tls = AgencyCertificate.fresh();
    private AgenciesFolder folder;
    private AgreementFiles files;

    @BeforeEach void twoAgencies() {
        folder = new AgenciesFolder(temp);
        folder.write("alpha.yaml", smallest("0999990024") + folder.certificate("a.pem", signing, signing.hex(), "sign"));
        folder.write("beta.yaml", smallest("0999990123") + folder.certificate("b.pem", tls, tls.hex(), "tls"));
        files = folder.open();
    }

    @Test void a_registered_certificate_is_found() {
        assertThat(at("2026-06-01T00:00:00Z").of(ALPHA).apply(signing.thumbprint())).contains(signing.certificate());
    }

    @Test void a_certificate_counts_from_its_first_to_its_last_moment() {
        assertThat(at("2025-12-31T23:59:59Z").find(ALPHA, signing.thumbprint())).isEmpty();
        assertThat(at("2026-01-01T00:00:00Z").find(ALPHA, signing.thumbprint())).isPresent();
        assertThat(at("2027-01-01T00:00:00Z").find(ALPHA, signing.thumbprint())).isPresent();
        assertThat(at("2027-01-01T00:00:01Z").find(ALPHA, signing.thumbprint())).isEmpty();
    }

    @Test void the_certificate_of_another_agency_or_for_another_use_is_not_found() {
        var certificates = at("2026-06-01T00:00:00Z");

        assertThat(certificates.find(BETA, signing.thumbprint())).isEmpty();
        assertThat(certificates.find(BETA, tls.thumbprint())).isEmpty();
        assertThat(certificates.find(new AgencyCode("nobody"), signing.thumbprint())).isEmpty();
    }

    @Test void a_certificate_that_is_taken_out_is_not_found_after_the_reload() {
        var lookup = at("2026-06-01T00:00:00Z").of(ALPHA);

        folder.write("alpha.yaml", smallest("0999990024"));
        files.reload();

        assertThat(lookup.apply(signing.thumbprint())).isEmpty();
    }

    @Test void a_certificate_that_its_authority_no_longer_stands_for_is_not_found() {
        for (Standing standing : List.of(Standing.REVOKED, Standing.NOT_TRUSTED, Standing.EXPIRED)) {
            assertThat(standing(standing).find(ALPHA, signing.thumbprint())).as(standing.name()).isEmpty();
        }
    }

    @Test void while_nobody_says_whether_it_is_revoked_there_is_no_answer_at_all() {
        assertThatThrownBy(() -> standing(Standing.UNKNOWN).find(ALPHA, signing.thumbprint())).isInstanceOf(StandingUnknown.class);
        assertThat(standing(Standing.UNKNOWN).find(BETA, signing.thumbprint())).as("of another agency").isEmpty();
    }

    private SigningCertificates standing(Standing standing) {
        return new SigningCertificates(files, certificate -> standing, Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private SigningCertificates at(String instant) {
        return new SigningCertificates(files, certificate -> Standing.GOOD, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
