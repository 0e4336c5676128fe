package io.postiljon.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.Randoms;
import io.postiljon.crypto.ReceiptSigner;
import io.postiljon.sending.SendingId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Gives a sending its id and signs the receipt, before the commit, so that no sending exists without one. */
public class Receipts {
    private final ReceiptSigner signer;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    Receipts(ReceiptSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    public ReceiptedSending sign(CheckedSending sending) throws JsonProcessingException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SendingId id = new SendingId(Randoms.uuidV7(now));
        return new ReceiptedSending(sending, id, now, signer.sign(json.writeValueAsBytes(statement(sending, id, now))));
    }

    private ObjectNode statement(CheckedSending sending, SendingId id, Instant acceptedAt) {
        ReceivedSending received = sending.received();
        ObjectNode statement = json.createObjectNode()
                .put("messageId", id.toString())
                .put("messageReference", sending.reference().value())
                .put("agency", received.agreement().code().value())
                .put("mode", received.agreement().mode().word())
                .put("acceptedAt", acceptedAt.toString());
        ArrayNode parts = statement.putArray("parts");
        received.digests().forEach((name, digest) -> parts.addObject().put("name", name).put("sha256", digest.hex()));
        return statement.put("signatureSha256", ContentDigest.of(sending.signed().jws().getBytes(StandardCharsets.US_ASCII)).hex());
    }
}
