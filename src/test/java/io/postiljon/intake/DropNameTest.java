package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropNameTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Test void organisation_day_and_environment_of_the_agency_fit() {
        assertThat(faults("0999990024.20261124.00001.T")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0999990123.20261124.00001.T", "OVO999001.20261124.00001.T", "0999990024.20261124.00001.P", "0999990024.20261124.1.T",
        "0999990024.20261124.00001", "0999990024.20261124.00001.T.T", "brieven", "0999990024.20261124.0000a.T", "0999990024.20261124.00001.t"})
    void any_other_form_organisation_or_environment_does_not_fit(String base) {
        assertThat(faults(base)).contains(Complaint.DROP_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261117", "20261201"})
    void seven_days_before_and_after_fit(String day) {
        assertThat(faults("0999990024." + day + ".00001.T")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261116", "20261202", "20261131", "20260229", "00000000"})
    void eight_days_and_days_that_do_not_exist_do_not_fit(String day) {
        assertThat(faults("0999990024." + day + ".00001.T")).containsExactly(Complaint.DROP_DAY);
    }

    private static List<Complaint> faults(String base) {
        return DropName.faults(base, Fixtures.agreement(), Environment.T, TODAY).stream().map(Issue::complaint).toList();
    }
}
