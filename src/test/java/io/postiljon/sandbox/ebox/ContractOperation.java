package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One operation of the contract, and what is wrong with a call of it or an answer to it. A fault names a place and a rule, never a
 * value.
 */
record ContractOperation(String method, Pattern path, List<Parameter> parameters, Map<String, JsonSchema> bodies, Map<Integer, Answer> answers) {
    /** A header or a parameter of the query. */
    record Parameter(String name, String in, boolean required, JsonSchema schema) {}

    /** What may come with one status: a schema for each media type, and one for each header that is described. */
    record Answer(Map<String, JsonSchema> bodies, Map<String, JsonSchema> headers) {}

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final JsonSchema STATUS_MESSAGE = Contract.FILE.schema(Contract.FILE.component("schemas", "StatusMessage"));

    static ContractOperation of(String method, String path, JsonNode definition) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode reference : definition.path("parameters")) {
            JsonNode parameter = Contract.FILE.resolved(reference);
            parameters.add(new Parameter(parameter.path("name").asText(), parameter.path("in").asText(),
                    parameter.path("required").asBoolean(), Contract.FILE.schema(parameter.path("schema"))));
        }
        Map<Integer, Answer> answers = new HashMap<>();
        definition.path("responses").properties().forEach(entry ->
                answers.put(Integer.valueOf(entry.getKey()), answer(Contract.FILE.resolved(entry.getValue()))));
        return new ContractOperation(method, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")), List.copyOf(parameters),
                schemas(definition.at("/requestBody/content")), Map.copyOf(answers));
    }

    private static Answer answer(JsonNode definition) {
        Map<String, JsonSchema> headers = new HashMap<>();
        definition.path("headers").properties().forEach(entry ->
                headers.put(entry.getKey(), Contract.FILE.schema(Contract.FILE.resolved(entry.getValue()).path("schema"))));
        return new Answer(schemas(definition.path("content")), Map.copyOf(headers));
    }

    private static Map<String, JsonSchema> schemas(JsonNode content) {
        Map<String, JsonSchema> schemas = new HashMap<>();
        content.properties().forEach(entry -> schemas.put(entry.getKey(), Contract.FILE.schema(entry.getValue().path("schema"))));
        return Map.copyOf(schemas);
    }

    boolean is(String calledMethod, String calledPath) {
        return method.equalsIgnoreCase(calledMethod) && path.matcher(calledPath).matches();
    }

    /** What is wrong with the headers and the query of a call. */
    List<String> faultsIn(Call call) {
        List<String> faults = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Optional<String> value = switch (parameter.in()) {
                case "header" -> call.header(parameter.name());
                case "query" -> call.query(parameter.name());
                default -> Optional.of("in the path, so it matched");
            };
            if (value.isEmpty() && parameter.required()) {
                faults.add(parameter.in() + " " + parameter.name() + " is missing");
            }
            value.filter(text -> !parameter.in().equals("path"))
                    .ifPresent(text -> faults.addAll(faults(parameter.schema(), scalar(text), parameter.in() + " " + parameter.name())));
        }
        return faults;
    }

    /** What is wrong with the body of a call. A form that is multipart is looked at part by part, elsewhere. */
    List<String> faultsInBody(String mediaType, JsonNode body) {
        return Optional.ofNullable(bodies.get(mediaType)).map(schema -> faults(schema, body, "body"))
                .orElse(List.of("body of another media type"));
    }

    List<String> faultsIn(Reply.Answer reply) {
        Answer documented = answers.get(reply.status());
        if (documented == null) {
            return List.of("status " + reply.status() + " is not documented");
        }
        List<String> faults = new ArrayList<>();
        reply.headers().forEach((name, value) -> Optional.ofNullable(documented.headers().get(name))
                .ifPresent(schema -> faults.addAll(faults(schema, new TextNode(value), "header " + name))));
        if (!documented.bodies().isEmpty()) {
            faults.addAll(faultsInBody(reply, documented));
        }
        return faults;
    }

    private static List<String> faultsInBody(Reply.Answer reply, Answer documented) {
        String mediaType = reply.headers().getOrDefault("Content-Type", "none");
        JsonSchema schema = documented.bodies().get(mediaType);
        if (schema == null && mediaType.equals(JSON) && documented.bodies().containsKey(PROBLEM)) {
            schema = STATUS_MESSAGE;        // the e-Box shows this shape for every error, the platform the other: ebox.md 6.2
        }
        Optional<JsonNode> body = Call.read(reply.body());
        if (schema == null || body.isEmpty()) {
            return List.of(schema == null ? "media type " + mediaType + " is not documented for " + reply.status() : "the body is not JSON");
        }
        List<String> faults = new ArrayList<>(faults(schema, body.get(), "body"));
        if (mediaType.equals(PROBLEM) && body.get().path("status").asInt() != reply.status()) {
            faults.add("the problem names another status than the answer has");
        }
        return faults;
    }

    private static List<String> faults(JsonSchema schema, JsonNode value, String where) {
        return schema.validate(value).stream().map(fault -> where + " " + fault.getInstanceLocation() + " " + fault.getType()).distinct().sorted().toList();
    }

    /** A query has no types; a text of digits may be meant as a number. A number of an organisation is none: it may start with 0. */
    private static JsonNode scalar(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? new LongNode(Long.parseLong(text)) : new TextNode(text);
    }
}
