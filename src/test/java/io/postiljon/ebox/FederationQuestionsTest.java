package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederationQuestionsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Insz CITIZEN = new Insz("90610199729");
    private static final Insz ANOTHER = new Insz("90630799757");
    private static final KboNumber WITHOUT_BOX = new KboNumber("0999992497");
    private static final KboNumber ORGANISATION = new KboNumber("0999990123");

    private final ConsentQuestion consents = new ConsentQuestion();
    private final PreferenceQuestion preferences = new PreferenceQuestion();

    @Test void consent_is_yes_or_no_as_the_entry_of_each_citizen_says() throws IOException {
        assertThat(consents.judge(List.of(CITIZEN, ANOTHER), tree("""
                [{"ssin": "90630799757", "hasConsent": false}, {"ssin": "90610199729", "hasConsent": true}]"""), NOW))
                .containsExactlyInAnyOrderEntriesOf(Map.of(CITIZEN, new BoxAnswer.Reachable(NOW, BoxAnswer.PaperCopies.ALLOWED),
                        ANOTHER, new BoxAnswer.NotReachable(NOW)));
    }

    @ParameterizedTest @ValueSource(strings = {"[]", "{}", "[{\"ssin\": \"90610199828\", \"hasConsent\": true}]",
            "[{\"ssin\": \"90610199729\"}]", "[{\"ssin\": \"90610199729\", \"hasConsent\": \"true\"}]"})
    void a_missing_or_odd_entry_is_no_answer(String body) throws IOException {
        assertThat(consents.judge(List.of(CITIZEN), tree(body), NOW)).isEmpty();
    }

    @Test void a_missing_entry_leaves_the_others_their_answers() throws IOException {
        assertThat(consents.judge(List.of(CITIZEN, ANOTHER), tree("[{\"ssin\": \"90630799757\", \"hasConsent\": true}, {\"ssin\": 7}]"), NOW))
                .containsOnlyKeys(ANOTHER);
    }

    @Test void two_entries_that_contradict_each_other_are_no_consent() throws IOException {
        assertThat(consents.judge(List.of(CITIZEN), tree("""
                [{"ssin": "90610199729", "hasConsent": true}, {"ssin": "90610199729", "hasConsent": false}]"""), NOW))
                .containsEntry(CITIZEN, new BoxAnswer.NotReachable(NOW));
    }

    @Test void a_box_that_is_listed_exists_and_one_that_is_not_does_not() throws IOException {
        assertThat(preferences.judge(List.of(ORGANISATION, WITHOUT_BOX), tree("""
                [{"eboxId": {"eboxType": "enterprise", "eboxIdValue": "0999990123"}, "exclusivelyEbox": true}]"""), NOW).orElseThrow())
                .containsExactlyInAnyOrderEntriesOf(Map.of(ORGANISATION, new BoxAnswer.Reachable(NOW, BoxAnswer.PaperCopies.NOT_WANTED),
                        WITHOUT_BOX, new BoxAnswer.NotReachable(NOW)));
    }

    @Test void anything_but_a_list_is_no_answer() throws IOException {
        assertThat(preferences.judge(List.of(ORGANISATION), tree("{\"items\": []}"), NOW)).isEmpty();
    }

    @Test void all_numbers_go_into_one_question() throws IOException {
        assertThat(tree(new String(consents.body(List.of(CITIZEN, ANOTHER)), StandardCharsets.UTF_8)))
                .isEqualTo(tree("{\"ssinList\": [\"90610199729\", \"90630799757\"]}"));
        assertThat(tree(new String(preferences.body(List.of(ORGANISATION, WITHOUT_BOX)), StandardCharsets.UTF_8))).isEqualTo(tree("""
                {"eboxType": "ENTERPRISE", "eboxIdType": "EnterpriseNumber", "eboxIdValueList": ["0999990123", "0999992497"]}"""));
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
