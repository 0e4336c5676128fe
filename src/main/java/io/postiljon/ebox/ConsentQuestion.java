package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The question whether citizens accepted the conditions of the eBox.
 * // Assumption: neither body is documented ({@code ssinList} and {@code [{ssin, hasConsent}]}), so all of it stands here.
 */
class ConsentQuestion {
    byte[] body(List<Insz> citizens) {
        return citizens.stream().map(citizen -> '"' + citizen.digits() + '"').collect(Collectors.joining(",", "{\"ssinList\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Without those of whom the answer does not speak: a missing answer is no consent, and no refusal either. */
    Map<Insz, BoxAnswer> judge(List<Insz> citizens, JsonNode answer, Instant now) {
        Map<String, Boolean> consents = new HashMap<>();
        for (JsonNode entry : answer) {
            if (entry.path("hasConsent").isBoolean()) {
                consents.merge(entry.path("ssin").asText(), entry.path("hasConsent").booleanValue(), Boolean::logicalAnd);
            }
        }
        Map<Insz, BoxAnswer> judged = new HashMap<>();
        for (Insz citizen : citizens) {
            Optional.ofNullable(consents.get(citizen.digits())).ifPresent(consented -> judged.put(citizen, consented
                    ? new BoxAnswer.Reachable(now, BoxAnswer.PaperCopies.ALLOWED) : new BoxAnswer.NotReachable(now)));
        }
        return judged;
    }
}
