package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.KboNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The question whether organisations have a box. Source: e-Box federation service, {@code /eboxPreferences/search}. */
class PreferenceQuestion {
    byte[] body(List<KboNumber> organisations) {
        return organisations.stream().map(organisation -> '"' + organisation.digits() + '"')
                .collect(Collectors.joining(",", "{\"eboxType\":\"ENTERPRISE\",\"eboxIdType\":\"EnterpriseNumber\",\"eboxIdValueList\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Only boxes that exist are in the answer, so one that is missing is a no; anything but a list is no answer. */
    Optional<Map<KboNumber, BoxAnswer>> judge(List<KboNumber> organisations, JsonNode answer, Instant now) {
        if (!answer.isArray()) {
            return Optional.empty();
        }
        Map<String, BoxAnswer> boxes = new HashMap<>();
        for (JsonNode entry : answer) {
            boxes.put(entry.path("eboxId").path("eboxIdValue").asText(), new BoxAnswer.Reachable(now,
                    entry.path("exclusivelyEbox").asBoolean(false) ? BoxAnswer.PaperCopies.NOT_WANTED : BoxAnswer.PaperCopies.ALLOWED));
        }
        return Optional.of(organisations.stream().collect(Collectors.toMap(Function.identity(),
                organisation -> boxes.getOrDefault(organisation.digits(), new BoxAnswer.NotReachable(now)))));
    }
}
