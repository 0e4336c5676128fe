package io.postiljon.sandbox.ebox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A refusal before it has one of the two shapes.
 *
 * @param code    for a StatusMessage
 * @param problem last part of the type of a Belgif problem, or a whole URN
 * @param extra   members that only the problem has
 */
record CallError(int status, String code, String problem, String message, Map<String, Object> extra, Map<String, String> headers) {

    /** How the e-Box begins to say that JSON or a parameter is not of the contract. */
    static final String SCHEMA = "Invalid Schema: ";

    static CallError schema(String message) {
        return invalidInput(SCHEMA + message);
    }

    static CallError invalidInput(String message) {
        return new CallError(400, "INVALID_INPUT", "badRequest", message, Map.of(), Map.of());
    }

    static CallError invalidSender(String message) {
        return new CallError(400, "INVALID_SENDER", "badRequest", message, Map.of(), Map.of());
    }

    static CallError notImplemented(String message) {
        return new CallError(400, "NOT_IMPLEMENTED", "badRequest", message, Map.of(), Map.of());
    }

    /** Says which member is wrong, and how; only a problem tells. @param issue last part of the type of an issue of Belgif */
    CallError about(String issue, String member) {
        return aboutType("urn:problem-type:belgif:input-validation:" + issue, member);
    }

    CallError aboutType(String type, String member) {
        return new CallError(status, code, problem, message, Map.of("issues", List.of(Map.of(
                "type", type,
                "title", code,
                "detail", message,
                "in", "body",
                "name", member))), headers);
    }

    CallError withHeaders(Map<String, String> more) {
        return new CallError(status, code, problem, message, extra, more);
    }

    CallError withExtra(Map<String, Object> more) {
        return new CallError(status, code, problem, message, more, headers);
    }

    static CallError wrongDigest() {
        return new CallError(400, "DIGEST_DO_NOT_MATCH", "badRequest", "Issue with Digest", Map.of(), Map.of());
    }

    /** @param problem noAccessToken, invalidAccessToken or expiredAccessToken */
    static CallError unauthorized(String problem, String challenge) {
        return new CallError(
                401, "UNAUTHORIZED", problem, "The access token is missing, wrong or expired", Map.of(), Map.of("WWW-Authenticate", challenge));
    }

    static CallError missingScope(Collection<String> required) {
        List<String> scopes = required.stream().sorted().toList();
        return new CallError(
                403, "FORBIDDEN", "missingScope", "The token lacks a scope", Map.of("requiredScopes", scopes),
                Map.of("WWW-Authenticate", "Bearer realm=\"ebox\", error=\"insufficient_scope\""));
    }

    static CallError notFound() {
        return new CallError(404, "NOT_FOUND", "resourceNotFound", "No such resource", Map.of(), Map.of());
    }

    static CallError methodNotAllowed(String allowed) {
        return new CallError(405, "METHOD_NOT_ALLOWED", "methodNotAllowed", "This method is not offered", Map.of(), Map.of("Allow", allowed));
    }

    static CallError duplicate() {
        return new CallError(
                409, "DUPLICATE", "urn:problem-type:ebox-sim:duplicatePublication",
                "A message was already published with this sender, sender application and Idempotency-Key", Map.of(), Map.of());
    }

    static CallError tooLarge(long limitBytes) {
        return new CallError(413, "TOO_LARGE", "payloadTooLarge", "The request is too large", Map.of("limit", limitBytes), Map.of());
    }

    static CallError unsupportedMediaType() {
        return new CallError(415, "UNSUPPORTED", "unsupportedMediaType", "This media type is not taken here", Map.of(), Map.of());
    }

    static CallError tooManyRequests(Duration retryAfter) {
        return new CallError(
                429, "TOO_MANY_REQUESTS", "tooManyRequests", "Quota exceeded", Map.of("limit", 200, "retryAfterSec", retryAfter.toSeconds()),
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    static CallError badGateway() {
        return new CallError(502, "BAD_GATEWAY", "badGateway", "Failure behind the server", Map.of(), Map.of());
    }

    static CallError gatewayTimeout() {
        return new CallError(504, "GATEWAY_TIMEOUT", "gatewayTimeout", "No answer from behind the server", Map.of(), Map.of());
    }

    static CallError internal() {
        return new CallError(500, "INTERNAL_ERROR", "internalServerError", "Unexpected failure", Map.of(), Map.of());
    }

    static CallError unavailable(Duration retryAfter) {
        return new CallError(
                503, "UNAVAILABLE", "serviceUnavailable", "Down for a while", Map.of("retryAfterSec", retryAfter.toSeconds()),
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }
}
