package io.postiljon.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

/**
 * An agency's side of the HTTPS entrance. One instance keeps its connections open and may be used by many threads at once;
 * a call gives up after {@value #TIMEOUT_SECONDS} s. Errors of the line are {@link UncheckedIOException}; every answer of the
 * gateway, refusals too, is an {@link Answer}.
 */
public final class AgencyClient implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI api;
    private final SandboxJson.Agency agency;
    private final Jades signer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile Optional<String> token = Optional.empty();
    private volatile BiConsumer<HttpRequest, Answer> watch = (call, answer) -> { };

    private AgencyClient(URI api, SandboxJson.Agency agency, Jades signer, SSLContext tls) {
        this.api = api;
        this.agency = agency;
        this.signer = signer;
        // HTTP/1.1: one request per connection at a time, so that parallel threads are parallel connections
        this.http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).executor(threads)
                .connectTimeout(Duration.ofSeconds(TIMEOUT_SECONDS)).build();
    }

    /** {@code folder}: where {@code sandbox.json} and the files that it names are. */
    public static AgencyClient of(SandboxJson sandbox, Path folder, String agencyCode) {
        return of(sandbox, folder, sandbox.agency(agencyCode));
    }

    /** For an agency that stands elsewhere in the file. */
    public static AgencyClient of(SandboxJson sandbox, Path folder, SandboxJson.Agency agency) {
        Jades signer = Jades.of(agency.alg(), folder.resolve(agency.key()), folder.resolve(agency.certificate()));
        return new AgencyClient(sandbox.api(), agency, signer, signer.key().tls(Optional.of(folder.resolve(sandbox.ca()))));
    }

    /** From now on somebody sees each answer before the caller has it. */
    public AgencyClient watchedBy(BiConsumer<HttpRequest, Answer> watcher) {
        watch = watcher;
        return this;
    }

    /** From now on each call carries this access token. */
    public AgencyClient bearing(String accessToken) {
        token = Optional.of(accessToken);
        return this;
    }

    public SandboxJson.Agency agency() {
        return agency;
    }

    public Jades signer() {
        return signer;
    }

    /** Sends the JSON first, under a new idempotency key. */
    public Answer send(Letter letter) {
        return send(letter, UUID.randomUUID().toString());
    }

    public Answer send(Letter letter, String idempotencyKey) {
        return send(letter.parts(), idempotencyKey);
    }

    /** Signs and sends these parts in this order. */
    public Answer send(List<Part> parts, String idempotencyKey) {
        return post(parts, Map.of("Idempotency-Key", '"' + idempotencyKey + '"', "JWS-Signature", signer.sign(parts, Instant.now())));
    }

    /** Sends exactly these parts with exactly these headers, signed by nobody: for what a good client never does. */
    public Answer post(List<Part> parts, Map<String, String> headers) {
        return exchange(multipart("/api/v1/messages", parts, headers));
    }

    /** A check without effect. */
    public Answer validate(Letter letter) {
        List<Part> parts = letter.parts();
        return validate(parts, Map.of("JWS-Signature", signer.sign(parts, Instant.now())));
    }

    /** Exactly these parts with exactly these headers. */
    public Answer validate(List<Part> parts, Map<String, String> headers) {
        return exchange(multipart("/api/v1/messages/validate", parts, headers));
    }

    public Answer status(String messageId) {
        return get("/api/v1/messages/" + messageId);
    }

    /** {@code path} from the root, with query. */
    public Answer get(String path) {
        return exchange(request(path).GET().build());
    }

    /** @param mediaType that is asked for */
    public Answer get(String path, String mediaType) {
        return exchange(request(path).header("Accept", mediaType).GET().build());
    }

    /** {@code body}: anything that Jackson writes. */
    public Answer postJson(String path, Object body) {
        try {
            return exchange(request(path).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Opens a dossier about a citizen from now on. */
    public Answer openCitizenDossier(String reference, String ssin) {
        return openDossier(reference, Map.of("person", Map.of("ssin", ssin)));
    }

    public Answer openOrganisationDossier(String reference, String enterpriseNumber) {
        return openDossier(reference, Map.of("enterpriseNumber", enterpriseNumber));
    }

    /** A dossier about somebody whose number the agency does not give: paper only. */
    public Answer openDossierWithoutNumber(String reference) {
        return openDossier(reference, Map.of());
    }

    public Answer closeDossier(String reference) {
        return postJson("/api/v1/dossiers/close", Map.of("dossierReference", reference));
    }

    @Override public void close() {
        http.close();
        threads.close();
    }

    private Answer openDossier(String reference, Map<String, Object> about) {
        Map<String, Object> dossier = new HashMap<>(about);
        dossier.put("dossierReference", reference);
        dossier.put("openFrom", Instant.now().minusSeconds(1).toString());
        return postJson("/api/v1/dossiers", dossier);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(TIMEOUT_SECONDS));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    private HttpRequest multipart(String path, List<Part> parts, Map<String, String> headers) {
        String boundary = "postiljon-" + UUID.randomUUID();
        HttpRequest.Builder request = request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary);
        headers.forEach(request::header);
        return request.POST(body(parts, boundary)).build();
    }

    /** Nothing is copied: the documents' bytes go out as they lie in memory, and the length is known before. */
    private static BodyPublisher body(List<Part> parts, String boundary) {
        List<BodyPublisher> pieces = new ArrayList<>();
        for (Part part : parts) {
            String fileName = part.fileName() == null ? "" : "; filename=\"" + part.fileName() + "\"";
            pieces.add(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + '"' + fileName
                    + "\r\nContent-Type: " + part.contentType() + "\r\n\r\n"));
            pieces.add(BodyPublishers.ofByteArray(part.bytes()));
            pieces.add(text("\r\n"));
        }
        pieces.add(text("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(pieces.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private Answer exchange(HttpRequest request) {
        try {
            Answer answer = Answer.of(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
            watch.accept(request, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }
}
