package io.postiljon.intake;

import static io.postiljon.intake.Fixtures.inTheSandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postiljon.sending.RecipientKind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DossierRequestTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "\"person\": {\"ssin\": \"90610199729\"}, | CITIZEN",
            "\"person\": {\"enterpriseNumber\": \"0999990123\"}, | ORGANISATION",
            "\"enterpriseNumber\": \"0999990123\", | ORGANISATION"})
    void a_dossier_is_about_one_number(String subject, RecipientKind kind) {
        DossierRequest.Opening opening = opening("{\"dossierReference\": \"d\", " + subject + " \"openFrom\": \"2026-01-01\"}");

        assertThat(opening.subject().orElseThrow().kind()).isEqualTo(kind);
        assertThat(opening.from()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(opening.until()).isEmpty();
    }

    @Test void a_dossier_may_be_about_nobody_with_a_number() {
        assertThat(opening("{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-01\"}").subject()).isEmpty();
    }

    @Test void of_a_moment_the_day_in_Brussels_counts() {
        assertThat(opening("{\"dossierReference\": \"d\", \"openFrom\": \"2026-06-30T22:30:00Z\"}").from()).isEqualTo(LocalDate.of(2026, 7, 1));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "{\"openFrom\": \"2026-01-01\"} | MALFORMED_REQUEST",
            "{\"dossierReference\": \"d\"} | MALFORMED_REQUEST",
            "{\"dossierReference\": \"d\", \"openFrom\": \"yesterday\"} | INVALID_FIELD",
            "{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-02\", \"openUntil\": \"2026-01-01\"} | INVALID_FIELD",
            "{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-01\", \"person\": {}} | MALFORMED_REQUEST",
            "{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-01\", \"person\": {\"ssin\": \"90610199729\", \"enterpriseNumber\": \"0999990123\"}} | MALFORMED_REQUEST",
            "{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-01\", \"person\": {\"ssin\": \"90610199728\"}} | INVALID_IDENTIFIER",
            "{\"dossierReference\": \"d\", \"openFrom\": \"2026-01-01\", \"closedAt\": \"2026-01-01\"} | UNKNOWN_FIELD"})
    void what_is_wrong_is_told(String json, Fault fault) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> opening(json));

        assertThat(refused.refusal().fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"openFrom\": \"2026-01-01\", \"dossierReference\": \"d\"}"})
    void a_query_asks_by_number_or_reference_and_nothing_else(String json) {
        assertThat(catchThrowableOfType(RefusalException.class,
                () -> DossierRequest.query(json.getBytes(StandardCharsets.UTF_8), inTheSandbox())).refusal().fault().status()).isEqualTo(400);
    }

    private static DossierRequest.Opening opening(String json) {
        return DossierRequest.opening(json.getBytes(StandardCharsets.UTF_8), inTheSandbox());
    }
}
