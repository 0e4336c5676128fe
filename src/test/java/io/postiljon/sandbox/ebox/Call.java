package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One HTTP request, as the endpoints see it. */
record Call(HttpExchange exchange) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /** The only value of a header; a header that comes twice counts as wrong input. */
    Optional<String> header(String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new CallRefused(CallError.invalidInput("Header " + name + " comes more than once"));
        }
        return values.stream().findFirst().map(String::strip);
    }

    /** The first value of a parameter of the query. */
    Optional<String> query(String name) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return Arrays.stream(query.split("&")).filter(pair -> pair.startsWith(name + "=")).map(pair -> pair.substring(name.length() + 1)).findFirst();
    }

    boolean hasMediaType(String mediaType) {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(mediaType::equals)
                .isPresent();
    }

    byte[] bodyUpTo(int limitBytes) throws IOException {
        byte[] bytes = body().readNBytes(limitBytes + 1);
        if (bytes.length > limitBytes) {
            throw new CallRefused(CallError.invalidInput("The body is too long"));
        }
        return bytes;
    }

    /** The body, once it is as its operation has it. */
    JsonNode json(int limitBytes) throws IOException {
        if (!hasMediaType("application/json")) {
            throw new CallRefused(CallError.schema("the body is application/json"));
        }
        JsonNode json = parse(bodyUpTo(limitBytes)).orElseThrow(() -> new CallRefused(CallError.schema("the body is not JSON")));
        ContractWatch.refuse(Contract.operation(method(), path()).orElseThrow().faultsInBody("application/json", json));
        return json;
    }

    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return parse(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Empty when the bytes are not one JSON value, or when a member comes twice. */
    static Optional<JsonNode> parse(byte[] bytes) throws IOException {
        try {
            return Optional.of(STRICT.readTree(bytes)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
