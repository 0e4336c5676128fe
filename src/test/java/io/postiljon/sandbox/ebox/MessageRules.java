package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a message must be by itself, before anybody looks at who sends it to whom. The texts are those of the e-Box FAQ. */
record MessageRules(MessageSchema schema, int documentLimit) {

    /** The JSON, after the schema, language and main content rules. */
    JsonNode message(PublicationForm form) throws IOException {
        PublicationForm.Part part =
                form.message().orElseThrow(() -> new CallRefused(CallError.schema("part messageToPublish is missing")));
        String mediaType = part.mediaType().orElse("text/plain");
        if (!(mediaType.equals("application/json") || mediaType.equals("text/plain"))) {
            throw new CallRefused(CallError.invalidInput("Part messageToPublish is application/json or text/plain"));
        }
        JsonNode message = Call.parse(form.messageJson())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new CallRefused(CallError.schema("not a JSON object")));
        schema.check(message);
        checkLanguages(message);
        checkMainContent(message);
        return message;
    }

    private static void checkLanguages(JsonNode message) {
        List<JsonNode> texts = new ArrayList<>(List.of(message.path("subject"), message.path("bodyContent")));
        message.path("businessDataList").forEach(data -> data.path("values").forEach(texts::add));
        if (texts.stream().anyMatch(text -> text.size() > 1)) {
            throw new CallRefused(CallError.notImplemented("Multiple languages provided when only one expected"));
        }
    }

    private static void checkMainContent(JsonNode message) {
        int main = message.path("isBodyMainContent").asBoolean() && message.has("bodyContent") ? 1 : 0;
        for (JsonNode attachment : message.path("attachments")) {
            main += attachment.path("isMainContent").asBoolean() ? 1 : 0;
        }
        if (main == 0) {
            throw new CallRefused(CallError.invalidInput("No main content attachment. Exactly one is expected"));
        }
        if (main > 1) {
            throw new CallRefused(CallError.invalidInput("Too many main content. Exactly one is expected"));
        }
    }

    /** The documents in the order of the JSON, after the rules on parts, media types and file names. */
    List<StoredDocument> documents(JsonNode message, PublicationForm form) {
        JsonNode attachments = message.path("attachments");
        if (attachments.size() > documentLimit) {
            throw new CallRefused(CallError.invalidInput("Too many attachments. At most " + documentLimit + " are expected"));
        }
        if (attachments.size() != form.documents().size()) {
            throw new CallRefused(CallError.invalidInput("Json Attachments number is inconsistent with number of parts"));
        }
        Map<String, PublicationForm.Part> parts = byName(form);
        List<PublicationForm.Part> ordered = new ArrayList<>();
        for (JsonNode attachment : attachments) {
            PublicationForm.Part part = parts.remove(attachment.path("httpPartName").asText());
            if (part == null) {
                throw new CallRefused(CallError.invalidInput("Some json attachment info do not match any file upload part"));
            }
            ordered.add(part);
        }
        if (ordered.stream().anyMatch(part -> part.mediaType().isEmpty() || part.rawFileName().isEmpty())) {
            throw new CallRefused(CallError.invalidInput("Missing mediaType or fileName in part"));
        }
        if (!ordered.stream().allMatch(part -> schema.isMediaType(part.mediaType().orElseThrow()))) {
            throw new CallRefused(
                    CallError.invalidInput("Attachment mime type is not valid. See spec for list of available mime types"));
        }
        return ordered.stream().map(MessageRules::stored).toList();
    }

    private static Map<String, PublicationForm.Part> byName(PublicationForm form) {
        Map<String, PublicationForm.Part> parts = new HashMap<>();
        for (PublicationForm.Part part : form.documents()) {
            if (parts.put(part.name(), part) != null) {
                throw new CallRefused(CallError.invalidInput("Some json attachment info do not match any file upload part"));
            }
        }
        return parts;
    }

    private static StoredDocument stored(PublicationForm.Part part) {
        return new StoredDocument(
                FileName.of(part.rawFileName().orElseThrow()).decoded(),
                part.mediaType().orElseThrow(),
                HexFormat.of().formatHex(part.sha256()),
                part.bytes());
    }

    /** A digest is base64url, with or without padding; hex and plain base64 are as wrong as another digest. */
    void checkDigests(JsonNode message, List<StoredDocument> documents) {
        for (int at = 0; at < documents.size(); at++) {
            JsonNode digest = message.path("attachments").path(at).path("digest");
            if (!digest.isMissingNode() && !isDigestOf(documents.get(at), digest.path("digestValue").asText())) {
                throw new CallRefused(CallError.wrongDigest());
            }
        }
    }

    private static boolean isDigestOf(StoredDocument document, String digestValue) {
        try {
            byte[] told = Base64.getUrlDecoder().decode(digestValue);
            return Arrays.equals(told, HexFormat.of().parseHex(document.sha256()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
