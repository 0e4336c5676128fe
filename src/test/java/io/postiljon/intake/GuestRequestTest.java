package io.postiljon.intake;

import static io.postiljon.intake.Fixtures.inTheSandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postiljon.sending.Guest;
import io.postiljon.sending.RecipientKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestRequestTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "{\"ssin\": \"90610199729\"} | CITIZEN",
            "{\"enterpriseNumber\": \"0999990123\"} | ORGANISATION",
            "{\"dossierReference\": \"2026-0001\"} | ADDRESSEE"})
    void a_guest_has_one_name(String json, RecipientKind kind) {
        Guest guest = GuestRequest.one(bytes(json), inTheSandbox());

        assertThat(guest.kind()).isEqualTo(kind);
        assertThat(GuestRequest.oneOrAll(bytes(json), inTheSandbox())).contains(guest);
    }

    @Test void nobody_in_particular_is_asked_for_by_nothing() {
        assertThat(GuestRequest.oneOrAll(bytes("{}"), inTheSandbox())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "{} | MALFORMED_REQUEST",
            "{\"ssin\": \"90610199729\", \"enterpriseNumber\": \"0999990123\"} | MALFORMED_REQUEST",
            "{\"ssin\": 90610199729} | MALFORMED_REQUEST",
            "{\"ssin\": \"90610199728\"} | INVALID_IDENTIFIER",
            "{\"enterpriseNumber\": \"0999990124\"} | INVALID_IDENTIFIER",
            "{\"dossierReference\": \"\"} | INVALID_FIELD",
            "{\"ssin\": \"90610199729\", \"name\": \"An\"} | UNKNOWN_FIELD"})
    void what_is_wrong_is_told(String json, Fault fault) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> GuestRequest.one(bytes(json), inTheSandbox()));

        assertThat(refused.refusal().fault()).isEqualTo(fault);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
