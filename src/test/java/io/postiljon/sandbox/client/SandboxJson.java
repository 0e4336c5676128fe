package io.postiljon.sandbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * {@code target/sandbox/sandbox.json}: all that an outside client needs. The names are a contract with clients in any
 * language; others may be added, so unknown ones are passed over. Paths are relative to the folder of the file.
 *
 * @param ca certificates that sign the gateway's own TLS certificate, PEM
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SandboxJson(String environment, URI api, @JsonProperty("public") URI publicSite, URI management, Hawtio hawtio,
                          String ca, Platform platform, Sftp sftp, List<Agency> agencies, List<Recipient> recipients,
                          Inspect ebox, Inspect supplier, Clock clock, Revocation revocation, Tokens tokens) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** The sandbox's own login, not a secret of anybody. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Hawtio(URI url, String user, String password) {}

    /** The certificate that receipts and files of the gateway are signed with. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Platform(String certificate) {}

    /** {@code hostKey}: a known_hosts file. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sftp(String host, int port, String hostKey) {}

    /** {@code alg}: JOSE name of the algorithm of {@code key}; {@code mode}: live, trial or rehearsal. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Agency(String code, String kbo, String ovo, String mode, String certificate, String key, String alg,
                         String sftpUser, String sftpKey, List<String> services, List<String> dataCategories,
                         List<String> purposes, List<MessageType> messageTypes) {}

    /** An eBox message type that the agency may use; {@code audience}: citizen or enterprise. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MessageType(String id, String senderApplicationId, @JsonProperty("for") String audience) {}

    /**
     * Somebody to send to. {@code kind}: citizen, organisation or paper; {@code id}: INSZ, KBO number or dossier reference;
     * {@code dossierOf}: codes of the agencies that have an open dossier; {@code paper}: ready for {@code messageToPublish}.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Recipient(String kind, String id, List<String> dossierOf, String behaviour, JsonNode paper) {
        @Override public String toString() {
            return "Recipient[" + kind + ", " + behaviour + "]";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Inspect(URI inspect) {}

    /** {@code url}: POST {@code {"serial": "<hex>", "say": "revoked"}} sets what the authority says of a certificate: good, revoked, unknown, try-later, away, old. */
    public record Revocation(URI url) {}

    /** {@code url}: GET reads the clock of the business, POST {@code {"advance": "P21D"}} sets it forward. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Clock(URI url) {}

    /**
     * {@code tokenUrl}: where {@code agency}, which needs access tokens and is none of the agencies above, gets them by its certificate;
     * {@code client} may do everything, {@code readingClient} only read.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Tokens(URI issuer, URI tokenUrl, String client, String readingClient, Agency agency) {}

    public static SandboxJson read(Path file) {
        try {
            return JSON.readValue(file.toFile(), SandboxJson.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes beside the file and renames, so that nobody reads half of it: who sees the file may use all it names. */
    public void write(Path file) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            JSON.writeValue(part.toFile(), this);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Agency agency(String code) {
        return agencies.stream().filter(agency -> agency.code().equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agency " + code + " in the sandbox"));
    }

    /** The first recipient of the kind and behaviour about whom the agency has a dossier. */
    public Recipient recipient(Agency agency, String kind, String behaviour) {
        return recipients.stream()
                .filter(recipient -> recipient.kind().equals(kind) && recipient.behaviour().equals(behaviour))
                .filter(recipient -> recipient.dossierOf().contains(agency.code())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + behaviour + " " + kind + " for " + agency.code()));
    }
}
