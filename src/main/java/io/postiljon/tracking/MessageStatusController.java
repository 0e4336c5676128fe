package io.postiljon.tracking;

import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.SendingId;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/messages/{messageId}}, on the connector that needs a client certificate. */
@RestController
class MessageStatusController {
    private final StatusReader reader;
    private final Agreements agreements;

    MessageStatusController(StatusReader reader, Agreements agreements) {
        this.reader = reader;
        this.agreements = agreements;
    }

    @GetMapping(path = "/api/v1/messages/{messageId:[0-9a-f-]{36}}", produces = "application/json")
    ResponseEntity<MessageStatus> status(@PathVariable String messageId, HttpServletRequest request, Locale language) {
        String certificate = thumbprint(request);
        Agreement agency = agreements.byTlsCertificate(certificate).orElseThrow(UnknownMessage::new);
        MessageStatus status = reader.read(agency, certificate, id(messageId), String.valueOf(MDC.get("traceId")), language);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(status);
    }

    private static SendingId id(String text) {
        try {
            return SendingId.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new UnknownMessage();
        }
    }

    private static String thumbprint(HttpServletRequest request) {
        if (request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain && chain.length > 0) {
            return Thumbprints.of(chain[0]);
        }
        throw new UnknownMessage();
    }
}
