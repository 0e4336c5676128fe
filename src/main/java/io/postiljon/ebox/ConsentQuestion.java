package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The question whether a citizen accepted the conditions of the eBox.
 * // Assumption: neither body is documented ({@code ssinList} and {@code [{ssin, hasConsent}]}), so all of it stands here.
 */
class ConsentQuestion {
    byte[] body(Insz citizen) {
        return ("{\"ssinList\":[\"" + citizen.digits() + "\"]}").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when the answer does not speak of this citizen: a missing answer is no consent, and no refusal either. */
    Optional<BoxAnswer> judge(Insz citizen, JsonNode answer, Instant now) {
        for (JsonNode entry : answer) {
            if (citizen.digits().equals(entry.path("ssin").asText()) && entry.path("hasConsent").isBoolean()) {
                return Optional.of(entry.path("hasConsent").booleanValue()
                        ? new BoxAnswer.Reachable(now, BoxAnswer.PaperCopies.ALLOWED)
                        : new BoxAnswer.NotReachable(now));
            }
        }
        return Optional.empty();
    }
}
