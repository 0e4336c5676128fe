package io.postiljon.sandbox.ebox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Gives an error one of the two documented shapes. */
record ErrorBodies(Supplier<ErrorShape> shape) {

    Reply.Answer of(CallError error) {
        boolean statusMessage = switch (shape.get()) {
            case BY_STATUS -> error.status() == 400;
            case STATUS_MESSAGE -> true;
            case PROBLEM -> false;
        };
        Reply.Answer answer = statusMessage
                ? Reply.json(error.status(), statusMessage(error))
                : Reply.of(error.status(), "application/problem+json", problem(error));
        for (Map.Entry<String, String> header : error.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static Map<String, Object> statusMessage(CallError error) {
        return Map.of(
                "code", error.code(),
                "id", UUID.randomUUID().toString(),
                "message", error.message(),
                "environment", "simulation");
    }

    private static Map<String, Object> problem(CallError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", error.problem().startsWith("urn:") ? error.problem() : "urn:problem-type:belgif:" + error.problem());
        body.put("title", titleOf(error.problem()));
        body.put("status", error.status());
        body.put("detail", error.message());
        body.put("instance", "urn:uuid:" + UUID.randomUUID());
        body.putAll(error.extra());
        if (error.status() == 400) {
            body.putIfAbsent("issues", List.of(Map.of(
                    "type", "urn:problem-type:belgif:input-validation:invalidInput",
                    "title", error.code(),
                    "detail", error.message(),
                    "in", "body")));
        }
        return body;
    }

    /** "payloadTooLarge" becomes "Payload Too Large". */
    private static String titleOf(String problem) {
        String last = problem.substring(problem.lastIndexOf(':') + 1);
        String spaced = last.replaceAll("([A-Z])", " $1");
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
