package io.postiljon.sender;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.SignedPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A sending on disk: a JSON file with the object {@code messageToPublish}, and its PDFs beside it. An attachment names its PDF by
 * {@code file}, which is not sent, or by {@code httpPartName}. Without {@code attachments} it is the PDF of the same name, or, when the
 * JSON is alone in its folder, all PDFs there, the first by name as the main content. Digests are computed here.
 *
 * @param alone whether no other JSON file is in its folder
 */
record SendingFile(Path root, Path json, boolean alone) {
    private static final String MESSAGE_PART = "messageToPublish";
    private static final long JSON_LIMIT_BYTES = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** All sendings of a JSON file, a folder, or a folder of folders; in the order of their names. */
    static List<SendingFile> in(Path given) throws Unusable, IOException {
        if (Files.isRegularFile(given)) {
            return List.of(new SendingFile(given.toAbsolutePath().getParent(), given.toAbsolutePath(), false));
        }
        if (!Files.isDirectory(given)) {
            throw new Unusable(given + " is not there: name a JSON file, or a folder with JSON files and their PDFs");
        }
        Path root = given.toAbsolutePath();
        List<SendingFile> found = new ArrayList<>(ofFolder(root, root));
        for (Path folder : children(root, Files::isDirectory)) {
            found.addAll(ofFolder(root, folder));
        }
        if (found.isEmpty()) {
            throw new Unusable("there is no .json file in " + given + ": each sending is a JSON file with its PDFs beside it");
        }
        return found;
    }

    private static List<SendingFile> ofFolder(Path root, Path folder) throws IOException {
        List<Path> messages = children(folder, file -> Files.isRegularFile(file) && hasEnd(file, ".json"));
        return messages.stream().map(file -> new SendingFile(root, file, messages.size() == 1)).toList();
    }

    private static List<Path> children(Path folder, Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(which).filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    String name() {
        return root.relativize(json).toString().replace('\\', '/');
    }

    /** @throws Unusable when no request can be made of it; whether it is right is for the gateway to say */
    OutgoingSending read() throws Unusable, IOException {
        return read(UnaryOperator.identity());
    }

    /** @param partName of the name of a part, the one under which it goes out */
    OutgoingSending read(UnaryOperator<String> partName) throws Unusable, IOException {
        ObjectNode message = message();
        List<OutgoingSending.Pdf> documents = new ArrayList<>();
        List<SignedPart> digests = new ArrayList<>();
        for (JsonNode entry : attachments(message)) {
            if (!(entry instanceof ObjectNode attachment)) {
                throw new Unusable("an entry of attachments is no object { ... }");
            }
            OutgoingSending.Pdf pdf = document(attachment, documents.size() + 1, partName);
            ContentDigest digest = digest(pdf.file());
            attachment.put("httpPartName", pdf.partName());
            if (!attachment.has("isMainContent")) {
                attachment.put("isMainContent", documents.isEmpty() && !message.path("isBodyMainContent").asBoolean());
            }
            attachment.putObject("digest").put("digestMethod", "sha_256").put("digestValue", digest.base64Url());
            documents.add(pdf);
            digests.add(new SignedPart(pdf.partName(), digest));
        }
        byte[] bytes = JSON.writeValueAsBytes(message);
        List<SignedPart> parts = new ArrayList<>(List.of(new SignedPart(MESSAGE_PART, ContentDigest.of(bytes))));
        parts.addAll(digests);
        return new OutgoingSending(name(), message.path("messageReference").asText(), bytes, documents, parts, key(parts));
    }

    private static String key(List<SignedPart> parts) {
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(part.digest().hex()).append(' ').append(part.name()).append('\n'));
        return "send:" + ContentDigest.of(all.toString().getBytes(StandardCharsets.UTF_8)).base64Url();
    }

    private ObjectNode message() throws Unusable, IOException {
        if (Files.size(json) > JSON_LIMIT_BYTES) {
            throw new Unusable("the JSON is larger than 256 KiB: documents stay in files of their own, beside it");
        }
        try {
            if (JSON.readTree(Files.readAllBytes(json)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw new Unusable("this is no JSON: look at line " + broken.getLocation().getLineNr() + ", column " + broken.getLocation().getColumnNr());
        }
        throw new Unusable("the file must hold one JSON object: { \"messageReference\": ... }");
    }

    private ArrayNode attachments(ObjectNode message) throws Unusable, IOException {
        if (message.get("attachments") instanceof ArrayNode given) {
            return given;
        }
        if (message.has("attachments")) {
            throw new Unusable("attachments must be a list: [ { \"file\": \"letter.pdf\" } ]");
        }
        ArrayNode made = message.putArray("attachments");
        Path sameName = json.resolveSibling(json.getFileName().toString().replaceAll("(?i)\\.json$", ".pdf"));
        List<Path> pdfs = Files.isRegularFile(sameName) && !alone ? List.of(sameName)
                : alone ? children(json.getParent(), file -> Files.isRegularFile(file) && hasEnd(file, ".pdf")) : List.<Path>of();
        if (pdfs.isEmpty()) {
            throw new Unusable("it names no attachments, and " + (alone ? "there is no PDF beside it" : sameName.getFileName() + " is not beside it"));
        }
        pdfs.forEach(pdf -> made.addObject().put("file", pdf.getFileName().toString()).put("isAttachmentSigned", false));
        return made;
    }

    /** A hint may name a file in the same folder only: what lies elsewhere is not meant to be sent. */
    private OutgoingSending.Pdf document(ObjectNode attachment, int number, UnaryOperator<String> naming) throws Unusable {
        String hint = Optional.ofNullable(attachment.remove("file")).map(JsonNode::asText).orElse("");
        String partName = attachment.path("httpPartName").asText();
        if (hint.isEmpty() && partName.isEmpty()) {
            throw new Unusable("attachment " + number + " names no PDF: add \"file\": \"letter.pdf\"");
        }
        String wanted = hint.isEmpty() ? partName : hint;
        if (wanted.contains("/") || wanted.contains("\\") || wanted.contains("\"")) {
            throw new Unusable("attachment " + number + " must name a PDF in the folder of its JSON, without a path");
        }
        Path file = Stream.of(wanted, wanted + ".pdf").map(json::resolveSibling).filter(Files::isRegularFile).findFirst()
                .orElse(null);
        if (file == null) {
            throw new Unusable("the PDF of attachment " + number + " is not beside it: put " + wanted + " into the same folder");
        }
        String part = partName.isEmpty() ? "document" + number : partName;
        if (part.chars().anyMatch(sign -> sign == '"' || sign < ' ')) {
            throw new Unusable("the httpPartName of attachment " + number + " has a sign that cannot be sent");
        }
        return new OutgoingSending.Pdf(naming.apply(part), file.getFileName().toString(), file);
    }

    private static ContentDigest digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ContentDigest.of(in);
        }
    }

    private static boolean hasEnd(Path file, String end) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(end);
    }
}
