package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The names and kinds of value that outside clients depend on, read as they stand and not through our own records: a renamed record
 * component would otherwise rename the contract on both sides. Source: the chapter on the sandbox in the design.
 */
final class RawContract {
    private static final Set<String> SERVICES = Set.of("EBOX_CITIZEN", "EBOX_ENTERPRISE", "PRINT", "ONLINE");
    private static final String SHA256 = "[0-9a-f]{64}";

    private RawContract() {}

    static void requireSandboxJson(JsonNode root, Path folder) {
        strings(root, "environment", "api", "public", "management", "ca");
        assertThat(root.path("api").asText()).matches("https://localhost:\\d+");
        assertThat(root.path("public").asText()).matches("https://localhost:\\d+");
        assertThat(root.path("management").asText()).matches("http://localhost:\\d+");
        strings(root.path("hawtio"), "url", "user", "password");
        strings(root.path("platform"), "certificate");
        strings(root.path("sftp"), "host", "hostKey");
        numbers(root.path("sftp"), "port");
        strings(root.path("ebox"), "inspect");
        strings(root.path("supplier"), "inspect");
        strings(root.path("clock"), "url");
        strings(root.path("tokens"), "issuer", "tokenUrl", "client", "readingClient");
        strings(root.path("tokens").path("agency"), "code", "kbo", "ovo", "mode", "certificate", "key", "alg");
        strings(root.path("revocation"), "url");
        files(folder, root.path("ca"), root.path("platform").path("certificate"), root.path("sftp").path("hostKey"));
        assertThat(root.path("agencies")).isNotEmpty().allSatisfy(agency -> requireAgency(agency, folder));
        assertThat(root.path("recipients")).isNotEmpty().allSatisfy(RawContract::requireRecipient);
    }

    private static void requireAgency(JsonNode agency, Path folder) {
        strings(agency, "code", "kbo", "ovo", "mode", "certificate", "key", "alg", "sftpUser", "sftpKey");
        assertThat(agency.path("mode").asText()).isIn("live", "trial", "rehearsal");
        files(folder, agency.path("certificate"), agency.path("key"), agency.path("sftpKey"));
        assertThat(texts(agency, "services")).isNotEmpty().isSubsetOf(SERVICES);
        assertThat(texts(agency, "dataCategories")).isNotEmpty();
        assertThat(texts(agency, "purposes")).isNotEmpty();
        kind(agency, "messageTypes", JsonNodeType.ARRAY);
        assertThat(agency.path("messageTypes")).allSatisfy(type -> {
            strings(type, "id", "senderApplicationId", "for");
            assertThat(type.path("for").asText()).isIn("citizen", "enterprise");
        });
    }

    private static void requireRecipient(JsonNode recipient) {
        strings(recipient, "kind", "id", "behaviour");
        assertThat(recipient.path("kind").asText()).isIn("citizen", "organisation", "paper");
        assertThat(texts(recipient, "dossierOf")).isNotEmpty();
        kind(recipient, "paper", JsonNodeType.OBJECT);
        assertThat(recipient.path("paper").fieldNames()).as("a ready paper object").hasNext();
    }

    static void requireMessages(JsonNode answer) {
        kind(answer, "items", JsonNodeType.ARRAY);
        assertThat(answer.path("items")).isNotEmpty().allSatisfy(item -> {
            strings(item, "messageId", "recipient", "sender", "idempotencyKey");
            numbers(item, "attempts");
            kind(item, "documents", JsonNodeType.ARRAY);
            assertThat(item.path("documents")).isNotEmpty().allSatisfy(document -> {
                strings(document, "name", "sha256");
                numbers(document, "bytes");
                assertThat(document.path("sha256").asText()).matches(SHA256);
            });
        });
    }

    static void requirePieces(JsonNode answer) {
        kind(answer, "items", JsonNodeType.ARRAY);
        assertThat(answer.path("items")).isNotEmpty().allSatisfy(item -> {
            strings(item, "pieceId", "batch");
            numbers(item, "timesSeen");
            kind(item, "documents", JsonNodeType.ARRAY);
            assertThat(item.path("documents")).isNotEmpty().allSatisfy(document -> {
                strings(document, "name", "role", "sha256");
                assertThat(document.path("role").asText()).isIn("COVER", "MAIN", "ANNEX");
                assertThat(document.path("sha256").asText()).matches(SHA256);
            });
        });
    }

    private static void strings(JsonNode object, String... names) {
        List.of(names).forEach(name -> kind(object, name, JsonNodeType.STRING));
    }

    private static void numbers(JsonNode object, String... names) {
        List.of(names).forEach(name -> {
            kind(object, name, JsonNodeType.NUMBER);
            assertThat(object.get(name).isIntegralNumber()).as(name).isTrue();
        });
    }

    private static void kind(JsonNode object, String name, JsonNodeType kind) {
        assertThat(object.path(name).getNodeType()).as(name + " of " + object).isEqualTo(kind);
    }

    private static List<String> texts(JsonNode object, String name) {
        kind(object, name, JsonNodeType.ARRAY);
        List<String> texts = new java.util.ArrayList<>();
        object.get(name).forEach(text -> {
            assertThat(text.isTextual()).as(name).isTrue();
            texts.add(text.asText());
        });
        return texts;
    }

    /** Each a plain name of a file in the folder. */
    private static void files(Path folder, JsonNode... names) {
        for (JsonNode name : names) {
            assertThat(name.asText()).matches("[A-Za-z0-9_.-]+");
            assertThat(Files.isRegularFile(folder.resolve(name.asText()))).as(name.asText()).isTrue();
        }
    }
}
