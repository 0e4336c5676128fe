package io.postiljon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Dossiers;
import io.postiljon.sending.Guest;
import io.postiljon.sending.Guests;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Service;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingRightsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final AgencyCode ALPHA = new AgencyCode("alpha");
    private static final DataCategory GRANTED_CATEGORY = new DataCategory("tax-assessment");
    private static final Purpose GRANTED_PURPOSE = new Purpose("levy-of-taxes");
    private static final Recipient CITIZEN = new Recipient.Citizen(new Insz("90610199729"));
    private static final Recipient OTHER_CITIZEN = new Recipient.Citizen(new Insz("90610199828"));
    private static final Recipient ORGANISATION = new Recipient.Organisation(new KboNumber("1000000021"));

    @TempDir Path temp;
    private final Register register = new Register();
    private final Set<Guest> guests = new HashSet<>();
    private final SendingRights rights = new SendingRights(register, (agency, guest) -> guests.contains(guest) ? Guests.Answer.INVITED : Guests.Answer.NOT_INVITED);
    private Agreement agreement;

    @BeforeEach void anAgreementForCitizensAndPaper() {
        agreement = inMode("live");
        register.open(ALPHA, "D-1", CITIZEN);
    }

    @Test void what_is_ticked_granted_and_in_a_dossier_passes() {
        assertThat(rights.check(agreement, about(CITIZEN, Service.EBOX_CITIZEN), NOW)).isEmpty();
        assertThat(rights.check(agreement, about(CITIZEN, Service.PRINT), NOW)).isEmpty();
        assertThat(rights.check(agreement, about(CITIZEN, Service.EBOX_CITIZEN, Service.PRINT), NOW)).isEmpty();
    }

    @Test void every_service_that_is_needed_must_be_ticked() {
        register.open(ALPHA, "D-2", ORGANISATION);
        var claim = about(ORGANISATION, Service.EBOX_ENTERPRISE, Service.PRINT);

        assertThat(rights.check(agreement, claim, NOW)).containsExactly(Denial.SERVICE_NOT_ENABLED);
        assertThat(claim.missingFrom(agreement)).containsExactly(Service.EBOX_ENTERPRISE);
    }

    @Test void a_category_that_is_not_granted_is_denied() {
        assertThat(rights.check(agreement, claim(new DataCategory("health"), GRANTED_PURPOSE, CITIZEN), NOW))
                .containsExactly(Denial.CATEGORY_NOT_AUTHORISED);
    }

    @Test void a_purpose_that_is_not_granted_is_denied() {
        assertThat(rights.check(agreement, claim(GRANTED_CATEGORY, new Purpose("marketing"), CITIZEN), NOW))
                .containsExactly(Denial.PURPOSE_NOT_AUTHORISED);
    }

    @Test void somebody_without_an_open_dossier_is_denied_and_organisations_are_too() {
        assertThat(rights.check(agreement, about(OTHER_CITIZEN, Service.EBOX_CITIZEN), NOW)).containsExactly(Denial.DOSSIER_NOT_ACTIVE);
        assertThat(rights.check(agreement, about(ORGANISATION, Service.PRINT), NOW)).containsExactly(Denial.DOSSIER_NOT_ACTIVE);
    }

    @Test void the_dossier_of_another_agency_does_not_count() {
        register.open(new AgencyCode("beta"), "D-3", OTHER_CITIZEN);

        assertThat(rights.check(agreement, about(OTHER_CITIZEN, Service.PRINT), NOW)).containsExactly(Denial.DOSSIER_NOT_ACTIVE);
    }

    @Test void a_named_dossier_without_recipient_must_be_open() {
        assertThat(rights.check(agreement, named(Optional.empty(), "D-1"), NOW)).isEmpty();
        assertThat(rights.check(agreement, named(Optional.empty(), "D-9"), NOW)).containsExactly(Denial.DOSSIER_NOT_ACTIVE);
    }

    @Test void a_named_dossier_must_be_about_the_recipient_even_when_that_one_has_another() {
        register.open(ALPHA, "D-2", OTHER_CITIZEN);

        assertThat(rights.check(agreement, named(Optional.of(CITIZEN), "D-1"), NOW)).isEmpty();
        assertThat(rights.check(agreement, named(Optional.of(OTHER_CITIZEN), "D-1"), NOW)).containsExactly(Denial.DOSSIER_NOT_ACTIVE);
    }

    @Test void a_trial_reaches_its_guests_only() {
        Agreement trial = inMode("trial");

        assertThat(rights.check(trial, about(CITIZEN, Service.EBOX_CITIZEN), NOW)).containsExactly(Denial.NOT_A_GUEST);
        guests.add(new Guest.Known(CITIZEN));
        assertThat(rights.check(trial, about(CITIZEN, Service.EBOX_CITIZEN), NOW)).isEmpty();
        assertThat(rights.check(trial, named(Optional.of(CITIZEN), "D-1"), NOW)).isEmpty();
    }

    @Test void without_a_number_the_dossier_is_the_guest_and_with_one_it_is_not() {
        Agreement trial = inMode("trial");
        guests.add(new Guest.OfDossier(new DossierReference("D-1")));

        assertThat(rights.check(trial, named(Optional.empty(), "D-1"), NOW)).isEmpty();
        assertThat(rights.check(trial, named(Optional.of(CITIZEN), "D-1"), NOW)).containsExactly(Denial.NOT_A_GUEST);
    }

    @Test void other_modes_have_no_guests() {
        for (String mode : List.of("live", "rehearsal")) {
            assertThat(rights.check(inMode(mode), about(CITIZEN, Service.EBOX_CITIZEN), NOW)).as(mode).isEmpty();
        }
    }

    @Test void all_reasons_come_together_in_their_order() {
        var claim = new Claim(Set.of(Service.ONLINE), new DataCategory("health"), new Purpose("marketing"),
                Optional.of(OTHER_CITIZEN), Optional.empty());

        assertThat(rights.check(agreement, claim, NOW)).containsExactly(Denial.SERVICE_NOT_ENABLED, Denial.CATEGORY_NOT_AUTHORISED,
                Denial.PURPOSE_NOT_AUTHORISED, Denial.DOSSIER_NOT_ACTIVE);
    }

    @Test void an_agreement_ends_at_midnight_in_brussels_and_then_nothing_else_is_asked() {
        register.unavailable = true;
        var claim = about(CITIZEN, Service.EBOX_CITIZEN);

        assertThat(rights.check(agreement, claim, Instant.parse("2026-12-31T23:00:00Z"))).containsExactly(Denial.AGENCY_TERMINATED);
        register.unavailable = false;
        assertThat(rights.check(agreement, claim, Instant.parse("2026-12-31T22:59:59Z"))).isEmpty();
    }

    @Test void a_register_that_does_not_answer_never_becomes_a_yes() {
        register.unavailable = true;

        assertThatIllegalStateException().isThrownBy(() -> rights.check(agreement, about(CITIZEN, Service.EBOX_CITIZEN), NOW));
        assertThatIllegalStateException().isThrownBy(() -> rights.check(agreement, named(Optional.empty(), "D-1"), NOW));
    }

    @Test void a_claim_needs_a_service_and_somebody_it_is_about() {
        assertThatIllegalArgumentException().isThrownBy(() -> about(CITIZEN));
        assertThatIllegalArgumentException().isThrownBy(() ->
                new Claim(Set.of(Service.PRINT), GRANTED_CATEGORY, GRANTED_PURPOSE, Optional.empty(), Optional.empty()));
    }

    @Test void denials_have_the_names_of_the_catalogue() {
        assertThat(Denial.values()).extracting(Denial::slug).containsExactly("agency-terminated", "service-not-enabled",
                "category-not-authorised", "purpose-not-authorised", "dossier-not-active", "not-a-guest");
    }

    private Agreement inMode(String mode) {
        var folder = new AgenciesFolder(temp);
        folder.write("alpha.yaml", AgenciesFolder.smallest("0999990024").replaceFirst("(?m)^mode: .*$", "mode: " + mode) + """
                services: [EBOX_CITIZEN, PRINT]
                dataCategories: [tax-assessment]
                purposes: [levy-of-taxes]
                ebox: {client: own, messageTypes: [{id: T, senderApplicationId: "a:b", for: citizen}]}
                print: {retentionDays: {minimum: 1, default: 1, maximum: 1}, documentType: letter}
                end: {lastDay: 2026-12-31, choice: delete}
                """);
        return folder.open().byCode(ALPHA).orElseThrow();
    }

    private static Claim about(Recipient recipient, Service... services) {
        return new Claim(Set.of(services), GRANTED_CATEGORY, GRANTED_PURPOSE, Optional.of(recipient), Optional.empty());
    }

    private static Claim claim(DataCategory category, Purpose purpose, Recipient recipient) {
        return new Claim(Set.of(Service.EBOX_CITIZEN), category, purpose, Optional.of(recipient), Optional.empty());
    }

    private static Claim named(Optional<Recipient> recipient, String dossier) {
        return new Claim(Set.of(Service.PRINT), GRANTED_CATEGORY, GRANTED_PURPOSE, recipient, Optional.of(new DossierReference(dossier)));
    }

    /** Dossiers in memory, all open. */
    private static final class Register implements Dossiers {
        private record Dossier(AgencyCode agency, DossierReference reference, Recipient about) {}

        private final Set<Dossier> dossiers = new HashSet<>();
        private boolean unavailable;

        void open(AgencyCode agency, String reference, Recipient about) {
            dossiers.add(new Dossier(agency, new DossierReference(reference), about));
        }

        @Override public Answer about(AgencyCode agency, Recipient recipient, Instant at) {
            return answer(dossiers.stream().anyMatch(dossier -> dossier.agency().equals(agency) && dossier.about().equals(recipient)));
        }

        @Override public Answer named(AgencyCode agency, DossierReference reference, Optional<Recipient> recipient, Instant at) {
            return answer(dossiers.stream().anyMatch(dossier -> dossier.agency().equals(agency) && dossier.reference().equals(reference)
                    && recipient.map(dossier.about()::equals).orElse(true)));
        }

        private Answer answer(boolean open) {
            if (unavailable) {
                throw new IllegalStateException("no answer");
            }
            return open ? Answer.OPEN : Answer.NOT_OPEN;
        }
    }
}
