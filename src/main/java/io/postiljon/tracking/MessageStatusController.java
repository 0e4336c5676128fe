package io.postiljon.tracking;

import io.postiljon.sending.SendingId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/messages/{messageId}}, on the connector that needs a client certificate. */
@RestController
class MessageStatusController {
    private final StatusReader reader;
    private final Askers askers;

    MessageStatusController(StatusReader reader, Askers askers) {
        this.reader = reader;
        this.askers = askers;
    }

    @GetMapping(path = "/api/v1/messages/{messageId:[0-9a-f-]{36}}", produces = "application/json")
    ResponseEntity<MessageStatus> status(@PathVariable String messageId, HttpServletRequest request, Locale language) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        MessageStatus status = reader.read(asker.agreement(), asker.certificate(), id(messageId), asker.traceId(), language);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(status);
    }

    private static SendingId id(String text) {
        try {
            return SendingId.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new UnknownMessage();
        }
    }
}
