package io.postiljon.sandbox.ebox;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The answers that the e-Box gives instead of a publication, each as a row of its documentation has it. One that a test asks for comes
 * whatever the message is; nothing is kept.
 */
public enum Refusal {
    NOT_A_COMPANY(CallError.invalidInput("0999990123 is not a valid company").about("referencedResourceNotFound", "recipient.enterpriseNumber")),
    MESSAGE_TYPE_UNKNOWN(CallError.invalidSender("Invalid message configuration").about("invalidInput", "messageTypeId")),
    MANDATE_MISSING(CallError.invalidSender("Invalid sender: user credentials does not match payload")
            .about("invalidInput", "sender.enterpriseNumber")),
    NO_MAIN_CONTENT(CallError.invalidInput("No main content attachment. Exactly one is expected")),
    TWO_MAIN_CONTENTS(CallError.invalidInput("Too many main content. Exactly one is expected")),
    MEDIA_TYPE(CallError.invalidInput("Attachment mime type is not valid. See spec for list of available mime types")),
    NUMBER_OF_PARTS(CallError.invalidInput("Json Attachments number is inconsistent with number of parts")),
    PART_UNKNOWN(CallError.invalidInput("Some json attachment info do not match any file upload part")),
    PART_WITHOUT_FILE_NAME(CallError.invalidInput("Missing mediaType or fileName in part")),
    FILE_NAME_TOO_LONG(CallError.invalidInput("The file name is too long")),
    SCHEMA(CallError.invalidInput("Invalid Schema: required keys not found")),
    TWO_LANGUAGES(CallError.notImplemented("Multiple languages provided when only one expected")),
    REGISTERED_MAIL(CallError.notImplemented("Registered mail is not offered to this sender")),
    DIGEST(CallError.wrongDigest().about("invalidInput", "attachments[0].digest.digestValue")),
    RECIPIENT_NUMBER_WRONG(CallError.invalidInput("recipient.ssin is not valid").about("invalidInput", "recipient.ssin")),
    RECIPIENT_NUMBER_REPLACED(CallError.invalidInput("the SSIN of the recipient was replaced")
            .aboutType("urn:problem-type:cbss:input-validation:replacedSsin", "recipient.ssin")),
    RECIPIENT_NUMBER_CANCELLED(CallError.invalidInput("the SSIN of the recipient was cancelled")
            .aboutType("urn:problem-type:cbss:input-validation:canceledSsin", "recipient.ssin")),
    ATTENTION_OF_NUMBER_WRONG(CallError.invalidInput("forTheAttentionOf.ssin is not valid").about("invalidInput", "forTheAttentionOf.ssin")),
    TOKEN_REFUSED(CallError.unauthorized("expiredAccessToken", "Bearer realm=\"ebox\", error=\"invalid_token\"")),
    SCOPE_MISSING(CallError.missingScope(List.of(Scopes.PUBLISH))),
    PERMISSION_MISSING(new CallError(403, "FORBIDDEN", "missingPermission", "Not for this client", Map.of(), Map.of())),
    NOT_FOUND(CallError.notFound()),
    DUPLICATE(CallError.duplicate()),
    TOO_LARGE(CallError.tooLarge(31_457_280)),
    NOT_MULTIPART(CallError.unsupportedMediaType()),
    QUOTA_IN_SECONDS(CallError.tooManyRequests(Duration.ofSeconds(2))),
    QUOTA_AS_DATE(quota(Map.of("limit", 200))),
    QUOTA_IN_THE_BODY(quota(Map.of("limit", 200, "retryAfterSec", 2))),
    QUOTA_AS_DATE_IN_THE_BODY(quota(Map.of())),
    TOO_MANY_FAILURES(new CallError(429, "TOO_MANY_FAILED_REQUESTS", "tooManyFailedRequests", "Too many failures", Map.of(), Map.of())),
    INTERNAL_ERROR(CallError.internal()),
    BAD_GATEWAY(CallError.badGateway()),
    GATEWAY_TIMEOUT(CallError.gatewayTimeout()),
    UNAVAILABLE(CallError.unavailable(Duration.ofSeconds(2))),
    UNAVAILABLE_WITHOUT_TIME(new CallError(503, "UNAVAILABLE", "serviceUnavailable", "Down", Map.of(), Map.of()));

    private static final Duration LATER = Duration.ofSeconds(3);     // a date has no parts of a second

    private final CallError error;

    Refusal(CallError error) {
        this.error = error;
    }

    /** The contract has no 504; a gateway in front of any service may give one. */
    boolean isOfTheContract() {
        return this != GATEWAY_TIMEOUT;
    }

    CallError error() {
        return switch (this) {
            case QUOTA_AS_DATE -> error.withHeaders(Map.of("Retry-After",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.ofInstant(Instant.now().plus(LATER), ZoneOffset.UTC))));
            case QUOTA_AS_DATE_IN_THE_BODY -> error.withExtra(Map.of("retryAfter",
                    Instant.now().plus(LATER).truncatedTo(ChronoUnit.SECONDS).toString()));
            default -> error;
        };
    }

    public int status() {
        return error.status();
    }

    private static CallError quota(Map<String, Object> extra) {
        return new CallError(429, "TOO_MANY_REQUESTS", "tooManyRequests", "Quota exceeded", extra, Map.of());
    }
}
