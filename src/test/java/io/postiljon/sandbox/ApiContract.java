package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.parts.OpenApiFile;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import java.util.stream.Collectors;

/** Holds the answers that agencies get against the OpenAPI file that the gateway serves. Safe for many threads. */
public final class ApiContract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final OpenApiFile file = OpenApiFile.read("/openapi/postiljon-v1.yaml");
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = new TreeSet<>();

    /** {@code GET /path/{variable}} of every operation in the file. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        file.paths().properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            if (METHODS.contains(method)) {
                all.add(method.toUpperCase() + " " + path.getKey());
            }
        }));
        return all;
    }

    /** Operations of which an answer was judged. */
    synchronized Set<String> seen() {
        return Set.copyOf(seen);
    }

    /** What was wrong so far. */
    public List<String> faults() {
        return faults.stream().distinct().toList();
    }

    public void judge(HttpRequest call, Answer answer) {
        String method = call.method().toLowerCase();
        Optional<String> path = operations().stream().filter(operation -> operation.startsWith(call.method() + " "))
                .map(operation -> operation.substring(operation.indexOf(' ') + 1)).filter(template -> matches(template, call.uri().getPath())).findFirst();
        if (path.isEmpty()) {
            return;                 // what is no operation is the matter of other tests
        }
        synchronized (this) {
            seen.add(call.method() + " " + path.get());
        }
        JsonNode operation = file.paths().path(path.get()).path(method);
        faultsIn(operation, answer).forEach(fault -> faults.add(call.method() + " " + path.get() + " " + answer.status() + ": " + fault));
    }

    /** A text before a variable: {@code /messages/query} is no message with the id {@code query}. */
    private boolean matches(String template, String path) {
        return template.equals(path) || (!file.paths().has(path) && path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")));
    }

    private List<String> faultsIn(JsonNode operation, Answer answer) {
        JsonNode responses = operation.path("responses");
        JsonNode documented = file.resolved(responses.has(Integer.toString(answer.status())) ? responses.path(Integer.toString(answer.status()))
                : answer.status() >= 400 ? responses.path("default") : operation.path("none"));
        if (documented.isMissingNode()) {
            return List.of("this status is not documented");
        }
        List<String> found = new ArrayList<>();
        documented.path("headers").properties().forEach(header -> {
            if (file.resolved(header.getValue()).path("required").asBoolean() && answer.header(header.getKey()).isEmpty()) {
                found.add("header " + header.getKey() + " is missing");
            }
        });
        JsonNode content = documented.path("content");
        String type = answer.header("Content-Type").map(value -> value.split(";")[0].strip()).orElse("none");
        if (content.isEmpty()) {
            return found;
        }
        if (!content.has(type)) {
            found.add("media type " + type + " is not documented");
        } else if (type.endsWith("json")) {
            found.addAll(file.schema(content.path(type).path("schema")).validate(answer.body()).stream()
                    .map(fault -> fault.getInstanceLocation() + " " + fault.getType() + " " + fault.getProperty()).collect(Collectors.toList()));
        }
        return found;
    }
}
