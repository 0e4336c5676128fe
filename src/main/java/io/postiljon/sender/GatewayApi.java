package io.postiljon.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postiljon.crypto.AgencyKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The two calls of the API. Documents go out as they are read from disk. Each call is signed anew, as a signature ages. Safe for all threads. */
final class GatewayApi implements Gateway, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
    private static final String BOUNDARY = "postiljon-4f1c7a52-part";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final AgencyKey signer;
    private final Optional<TokenSource> tokens;
    private final HttpClient http;

    /** @param tokens where access tokens come from, when the agreement asks them */
    GatewayApi(URI address, AgencyKey signer, SSLContext tls, Optional<TokenSource> tokens) {
        this.tokens = tokens;
        this.address = address;
        this.signer = signer;
        this.http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).build();
    }

    @Override public Reply send(OutgoingSending sending) throws IOException, InterruptedException, Unusable {
        return call("/api/v1/messages", sending);
    }

    @Override public Reply validate(OutgoingSending sending) throws IOException, InterruptedException, Unusable {
        return call("/api/v1/messages/validate", sending);
    }

    /** A token that the gateway does not take is replaced once. */
    private Reply call(String path, OutgoingSending sending) throws IOException, InterruptedException, Unusable {
        if (tokens.isEmpty()) {
            return exchange(request(path, sending));
        }
        String token = tokens.get().token();
        Reply reply = exchange(request(path, sending).header("Authorization", "Bearer " + token));
        if (!reply.isTokenRefused()) {
            return reply;
        }
        tokens.get().forget(token);
        return exchange(request(path, sending).header("Authorization", "Bearer " + tokens.get().token()));
    }

    private HttpRequest.Builder request(String path, OutgoingSending sending) throws IOException {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Idempotency-Key", '"' + sending.key() + '"')
                .header("JWS-Signature", signer.sign(sending.parts(), Instant.now()))
                .POST(body(sending));
    }

    private Reply exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            return new Reply(answer.statusCode(), json(body.readNBytes(ANSWER_LIMIT_BYTES)),
                    answer.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,6}")).map(text -> Duration.ofSeconds(Long.parseLong(text))),
                    answer.headers().firstValue("Idempotent-Replay").isPresent());
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return Optional.ofNullable(JSON.readTree(body)).orElse(MissingNode.getInstance());
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }

    private static BodyPublisher body(OutgoingSending sending) throws IOException {
        List<BodyPublisher> pieces = new ArrayList<>();
        pieces.add(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\nContent-Type: application/json\r\n\r\n"));
        pieces.add(BodyPublishers.ofByteArray(sending.json()));
        for (OutgoingSending.Pdf pdf : sending.documents()) {
            pieces.add(text("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + pdf.partName() + "\"; filename=\"" + pdf.fileName()
                    + "\"\r\nContent-Type: application/pdf\r\n\r\n"));
            pieces.add(BodyPublishers.ofFile(pdf.file()));
        }
        pieces.add(text("\r\n--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.concat(pieces.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    @Override public void close() {
        tokens.ifPresent(TokenSource::close);
        http.shutdownNow();
    }
}
