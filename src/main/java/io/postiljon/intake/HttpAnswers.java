package io.postiljon.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes answers and problems to HTTP. Public, because the filters of the root refuse in the same words. */
public final class HttpAnswers {
    private static final Duration POLL_AFTER = Duration.ofSeconds(2);

    private final ProblemDocument problems;
    private final ObjectMapper json = new ObjectMapper();

    HttpAnswers(ProblemDocument problems) {
        this.problems = problems;
    }

    public void refuse(HttpServletResponse response, TraceId traceId, Refusal refusal) throws IOException {
        response.setStatus(refusal.fault().status());
        response.setHeader("Content-Language", "en");
        refusal.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.toSeconds()))));
        challenge(refusal).ifPresent(challenge -> response.setHeader("WWW-Authenticate", challenge));
        write(response, ProblemDocument.MEDIA_TYPE, problems.write(refusal, traceId));
    }

    /** For access tokens as RFC 6750 has it; the realm is this API. */
    private static Optional<String> challenge(Refusal refusal) {
        List<String> scope = refusal.issues().get(0).arguments();
        return switch (refusal.fault()) {
            case TOKEN_REQUIRED -> Optional.of("Bearer realm=\"postiljon\", scope=\"" + scope.get(0) + '"');
            case TOKEN_INVALID -> Optional.of("Bearer realm=\"postiljon\", error=\"invalid_token\"");
            case FORBIDDEN -> Optional.of("Bearer realm=\"postiljon\", error=\"insufficient_scope\", scope=\"" + scope.get(0) + '"');
            default -> refusal.fault().status() == 401 ? Optional.of("JWS-Signature") : Optional.empty();
        };
    }

    /** A refusal that has only its code to say. */
    public void refuse(HttpServletResponse response, TraceId traceId, Complaint complaint) throws IOException {
        refuse(response, traceId, Refusal.of(Issue.ofRequest(complaint)));
    }

    /** Nothing was done because a part of ours is away. */
    public void refuseUntilLater(HttpServletResponse response, TraceId traceId) throws IOException {
        refuse(response, traceId, Refusals.unavailable());
    }

    void accepted(HttpServletResponse response, Answer answer) throws IOException {
        Answer.AcceptedSending sending = answer.sending();
        String self = "/api/v1/messages/" + sending.id();
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setHeader("Location", self);
        if (answer instanceof Answer.Repeated) {
            response.setHeader("Idempotent-Replay", "true");
        }
        ok(response, json.createObjectNode()
                .put("self", self)
                .put("messageId", sending.id().toString())
                .put("messageReference", sending.reference().value())
                .put("status", sending.status().name())
                .put("mode", sending.mode().word())
                .put("acceptedAt", sending.acceptedAt().toString())
                .put("receipt", sending.receipt())
                .put("pollAfter", sending.acceptedAt().plus(POLL_AFTER).toString()));
    }

    void validated(HttpServletResponse response, Validation validation) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setHeader("Content-Language", "en");
        ok(response, problems.verdict(validation));
    }

    void ok(HttpServletResponse response, ObjectNode body) throws IOException {
        write(response, "application/json", json.writeValueAsBytes(body));
    }

    private static void write(HttpServletResponse response, String mediaType, byte[] body) throws IOException {
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
