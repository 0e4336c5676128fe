package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What came to the eBox and to the print supplier, as their inspect answers tell it. */
final class PartnerView {
    private final SandboxJson sandbox;

    PartnerView(SandboxJson sandbox) {
        this.sandbox = sandbox;
    }

    List<JsonNode> messages() {
        return items(sandbox.ebox().inspect() + "/messages");
    }

    /** Those that have this document. */
    List<JsonNode> messagesWith(byte[] document) {
        return with(messages(), document);
    }

    List<JsonNode> piecesWith(byte[] document) {
        return with(items(sandbox.supplier().inspect() + "/pieces"), document);
    }

    private static List<JsonNode> with(List<JsonNode> items, byte[] document) {
        String digest = sha256(document);
        return items.stream().filter(item -> item.path("documents").findValuesAsText("sha256").contains(digest)).toList();
    }

    private static List<JsonNode> items(String address) {
        try {
            List<JsonNode> items = new ArrayList<>();
            new JsonMapper().readTree(URI.create(address).toURL()).path("items").forEach(items::add);
            return items;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
