package io.postiljon.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.SignedPart;
import io.postiljon.store.Drop;
import io.postiljon.store.DropAnswer;
import io.postiljon.store.DropItem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes and signs what an agency reads about its drop. The signature covers the name of the file and its bytes. */
class DropAnswers {
    private final DetachedJwsSigner signer;
    private final ProblemDocument problems;
    private final ObjectMapper json = new ObjectMapper();

    DropAnswers(DetachedJwsSigner signer, ProblemDocument problems) {
        this.signer = signer;
        this.problems = problems;
    }

    /** The drop is whole, its signature holds, and it will be worked through, whatever happens. */
    DropAnswer acknowledgement(Drop drop, int documents) {
        ObjectNode file = opening(drop).put("sha256", drop.digest().orElseThrow().base64Url()).put("sizeBytes", drop.sizeBytes())
                .put("messages", drop.messageCount()).put("documents", documents);
        drop.signature().ifPresent(signature -> file.putObject("signature").put("valid", true)
                .put("signedAt", signature.signedAt().toString()).put("x5t#S256", signature.thumbprint()));
        return signed(drop, DropAnswer.Kind.ACK, bytes(file));
    }

    /** What became of each message. */
    DropAnswer result(Drop drop, Instant finishedAt, List<DropItem> items) {
        long accepted = items.stream().filter(item -> item.outcome() instanceof DropItem.Accepted).count();
        ObjectNode file = opening(drop).put("finishedAt", finishedAt.toString())
                .put("accepted", accepted).put("refused", items.size() - accepted);
        ArrayNode list = file.putArray("items");
        items.forEach(item -> add(item, list.addObject()));
        return signed(drop, DropAnswer.Kind.RESULT, bytes(file));
    }

    /** Why nothing of the drop was taken. */
    DropAnswer rejection(Drop drop, Refusal refusal, TraceId traceId) {
        return signed(drop, DropAnswer.Kind.REJECT, problems.write(refusal, traceId));
    }

    private ObjectNode opening(Drop drop) {
        return json.createObjectNode().put("drop", drop.name()).put("dropId", drop.id().toString()).put("mode", drop.mode().word())
                .put("receivedAt", drop.receivedAt().toString());
    }

    private static void add(DropItem item, ObjectNode node) {
        node.put("entry", item.entry());
        item.reference().ifPresent(reference -> node.put("messageReference", reference));
        switch (item.outcome()) {
            case DropItem.Accepted accepted -> node.put("outcome", "accepted").put("messageId", accepted.id().toString())
                    .put("receipt", accepted.receipt());
            case DropItem.Refused refused -> node.put("outcome", "refused").putRawValue("problem", new RawValue(refused.problem()));
        }
    }

    private DropAnswer signed(Drop drop, DropAnswer.Kind kind, byte[] content) {
        return new DropAnswer(drop.id(), kind, content, signer.sign(new SignedPart(fileName(drop, kind), ContentDigest.of(content))));
    }

    static String fileName(Drop drop, DropAnswer.Kind kind) {
        return drop.name() + "." + kind.name().toLowerCase(Locale.ROOT) + ".json";
    }

    private byte[] bytes(JsonNode file) {
        try {
            return json.writeValueAsBytes(file);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", impossible);
        }
    }
}
