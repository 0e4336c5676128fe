package io.postiljon.sandbox.supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * A request to cancel (PC) as the supplier read it.
 *
 * @param pieceIds empty when the whole order is meant
 */
public record CancelRequest(String file, String batchId, Optional<List<String>> pieceIds) {

    private static final int MOST_BYTES = 64 * 1024;

    /** Opens, verifies, and reads by the schema. */
    static CancelRequest read(CancelFileName name, InputStream encrypted, PgpKeys own, PGPPublicKeyRing gateway) throws OrderRefused, IOException {
        SignedMessage message = SignedMessage.open(encrypted, own, gateway);
        byte[] content = message.content().readNBytes(MOST_BYTES);
        message.verify();
        JsonNode request = AnswerForms.require("cancel", new JsonMapper().readTree(content));
        return new CancelRequest(name.toString(), request.path("batchId").asText(), ids(request.path("pieceIds")));
    }

    private static Optional<List<String>> ids(JsonNode pieceIds) {
        if (pieceIds.isTextual()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        pieceIds.forEach(id -> ids.add(id.asText()));
        return Optional.of(ids);
    }

    boolean means(String batch, String piece) {
        return batchId.equals(batch) && pieceIds.map(ids -> ids.contains(piece)).orElse(true);
    }
}
