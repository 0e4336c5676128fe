package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.access.AgreementRule;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnClientsTest {
    private static final AgencyCode AGENCY = new AgencyCode("dienst-a");
    private final AgreementRule nobody = new OwnClients(Set.of());

    @Test void an_agency_that_publishes_as_itself_needs_its_client_in_the_settings() {
        assertThat(nobody.breachIn(agreement(Mode.LIVE, Service.EBOX_CITIZEN, Agreement.EboxClient.OWN))).hasValueSatisfying(breach -> {
            assertThat(breach.pointer()).isEqualTo("/ebox/client");
            assertThat(breach.text()).contains("ebox.agency-clients.dienst-a");
        });
        assertThat(new OwnClients(Set.of(AGENCY)).breachIn(agreement(Mode.LIVE, Service.EBOX_CITIZEN, Agreement.EboxClient.OWN))).isEmpty();
    }

    @Test void who_is_represented_who_rehearses_and_who_only_prints_needs_none() {
        assertThat(nobody.breachIn(agreement(Mode.LIVE, Service.EBOX_ENTERPRISE, Agreement.EboxClient.ON_BEHALF_OF))).isEmpty();
        assertThat(nobody.breachIn(agreement(Mode.REHEARSAL, Service.EBOX_CITIZEN, Agreement.EboxClient.OWN))).isEmpty();
        assertThat(nobody.breachIn(agreement(Mode.LIVE, Service.PRINT, Agreement.EboxClient.OWN))).isEmpty();
    }

    private static Agreement agreement(Mode mode, Service service, Agreement.EboxClient client) {
        return new Agreement(AGENCY, "Dienst A", new KboNumber("0999990024"), Optional.empty(), mode, Set.of(service), Set.of(), Set.of(),
                ChannelWish.EBOX, Set.of(), Set.of(), Optional.empty(), List.of(), client, Agreement.EboxRules.DEFAULT, new Agreement.PrintRetention(30, 60, 90), Optional.empty(),
                new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty()),
                new Agreement.Limits(6000, 2, Duration.ofSeconds(20)), List.of(),
                new Agreement.Contact("Functionaris", "dpo@dienst-a.example", Optional.empty()), Set.of(), List.of(), Optional.empty(), Optional.empty(),
                new Agreement.Trial(50));
    }
}
