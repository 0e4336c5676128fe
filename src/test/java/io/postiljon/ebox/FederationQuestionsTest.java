package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederationQuestionsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Insz CITIZEN = new Insz("90610199729");
    private static final KboNumber ORGANISATION = new KboNumber("0999990123");

    private final ConsentQuestion consents = new ConsentQuestion();
    private final PreferenceQuestion preferences = new PreferenceQuestion();

    @Test void consent_is_yes_or_no_as_the_entry_of_this_citizen_says() throws IOException {
        assertThat(consents.judge(CITIZEN, tree("[{\"ssin\": \"90610199729\", \"hasConsent\": true}]"), NOW))
                .contains(new BoxAnswer.Reachable(NOW, BoxAnswer.PaperCopies.ALLOWED));
        assertThat(consents.judge(CITIZEN, tree("[{\"ssin\": \"90610199729\", \"hasConsent\": false}]"), NOW))
                .contains(new BoxAnswer.NotReachable(NOW));
    }

    @ParameterizedTest @ValueSource(strings = {"[]", "{}", "[{\"ssin\": \"90610199828\", \"hasConsent\": true}]",
            "[{\"ssin\": \"90610199729\"}]", "[{\"ssin\": \"90610199729\", \"hasConsent\": \"true\"}]"})
    void a_missing_or_odd_entry_is_no_answer(String body) throws IOException {
        assertThat(consents.judge(CITIZEN, tree(body), NOW)).isEmpty();
    }

    @Test void a_box_that_is_listed_exists_and_one_that_is_not_does_not() throws IOException {
        assertThat(preferences.judge(ORGANISATION, tree("""
                [{"eboxId": {"eboxType": "enterprise", "eboxIdValue": "0999990123"}, "exclusivelyEbox": true}]"""), NOW))
                .contains(new BoxAnswer.Reachable(NOW, BoxAnswer.PaperCopies.NOT_WANTED));
        assertThat(preferences.judge(ORGANISATION, tree("[]"), NOW)).contains(new BoxAnswer.NotReachable(NOW));
    }

    @Test void anything_but_a_list_is_no_answer() throws IOException {
        assertThat(preferences.judge(ORGANISATION, tree("{\"items\": []}"), NOW)).isEmpty();
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
