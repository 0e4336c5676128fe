package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.postiljon.sending.Status;
import io.postiljon.store.Sending;
import java.time.Instant;

/** One sending in a list. Absent members are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageLine(String href, String messageId, String messageReference, Status status, String group, @JsonProperty("final") boolean isFinal,
        Instant statusSince, String channel, String outcomeCode, String mode, Instant acceptedAt) {

    static MessageLine of(Sending sending) {
        Status status = sending.state().status();
        return new MessageLine("/api/v1/messages/" + sending.id(), sending.id().toString(), sending.reference().value(), status,
                sending.state().group().word(), sending.state().isFinal(), sending.stateSince(), sending.channel().map(Enum::name).orElse(null),
                sending.outcomeCode().orElse(null), sending.mode().word(), sending.acceptedAt());
    }
}
