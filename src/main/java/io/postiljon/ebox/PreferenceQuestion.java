package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.KboNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The question whether an organisation has a box. Source: e-Box federation service, {@code /eboxPreferences/search}. */
class PreferenceQuestion {
    byte[] body(KboNumber organisation) {
        return ("{\"eboxType\":\"ENTERPRISE\",\"eboxIdType\":\"EnterpriseNumber\",\"eboxIdValueList\":[\"" + organisation.digits() + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Only boxes that exist are in the answer, so an empty list is a no; anything but a list is no answer. */
    Optional<BoxAnswer> judge(KboNumber organisation, JsonNode answer, Instant now) {
        if (!answer.isArray()) {
            return Optional.empty();
        }
        for (JsonNode entry : answer) {
            if (organisation.digits().equals(entry.path("eboxId").path("eboxIdValue").asText())) {
                return Optional.of(new BoxAnswer.Reachable(now, entry.path("exclusivelyEbox").asBoolean(false)
                        ? BoxAnswer.PaperCopies.NOT_WANTED : BoxAnswer.PaperCopies.ALLOWED));
            }
        }
        return Optional.of(new BoxAnswer.NotReachable(now));
    }
}
