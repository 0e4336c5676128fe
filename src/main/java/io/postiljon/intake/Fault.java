package io.postiljon.intake;

import java.util.Arrays;
import java.util.Optional;

/**
 * The registry of refusals: one entry for each page below {@code /problems}. The slug is stable, it is what clients switch on;
 * titles and pages stand in the bundle {@code problems}.
 * Types: Belgif's where its REST guide has one, else ours. Faults of content share one type, as the guide has no 422.
 */
public enum Fault {
    MALFORMED_REQUEST("malformed-request", 400, Type.BAD_REQUEST),
    DUPLICATE_FIELD("duplicate-field", 400, Type.BAD_REQUEST),
    UNKNOWN_FIELD("unknown-field", 400, Type.BAD_REQUEST),
    UNKNOWN_PARAMETER("unknown-parameter", 400, Type.BAD_REQUEST),
    DUPLICATE_PART("duplicate-part", 400, Type.BAD_REQUEST),
    PART_COUNT_MISMATCH("part-count-mismatch", 400, Type.BAD_REQUEST),
    IDEMPOTENCY_KEY("idempotency-key", 400, Type.BAD_REQUEST),
    PERSONAL_DATA_IN_URL("personal-data-in-url", 400, Type.BAD_REQUEST),
    SIGNATURE_REQUIRED("signature-required", 401, "urn:problem-type:postiljon:signatureRequired"),
    SIGNATURE_INVALID("signature-invalid", 401, "urn:problem-type:postiljon:signatureInvalid"),
    SIGNATURE_EXPIRED("signature-expired", 401, "urn:problem-type:postiljon:signatureExpired"),
    SIGNATURE_COVERAGE("signature-coverage", 401, "urn:problem-type:postiljon:signatureInvalid"),
    TOKEN_REQUIRED("token-required", 401, "urn:problem-type:belgif:noAccessToken"),
    TOKEN_INVALID("token-invalid", 401, "urn:problem-type:belgif:invalidAccessToken"),
    FORBIDDEN("forbidden", 403, "urn:problem-type:belgif:missingScope"),
    CERTIFICATE_NOT_ACCEPTED("certificate-not-accepted", 403, Type.MISSING_PERMISSION),
    AGENCY_TERMINATED("agency-terminated", 403, Type.MISSING_PERMISSION),
    SIGNER_MISMATCH("signer-mismatch", 403, Type.MISSING_PERMISSION),
    SENDER_MISMATCH("sender-mismatch", 403, Type.MISSING_PERMISSION),
    SERVICE_NOT_ENABLED("service-not-enabled", 403, Type.MISSING_PERMISSION),
    CATEGORY_NOT_AUTHORISED("category-not-authorised", 403, Type.MISSING_PERMISSION),
    PURPOSE_NOT_AUTHORISED("purpose-not-authorised", 403, Type.MISSING_PERMISSION),
    DOSSIER_NOT_ACTIVE("dossier-not-active", 403, "urn:problem-type:postiljon:dossierNotActive"),
    NOT_A_GUEST("not-a-guest", 403, "urn:problem-type:postiljon:notAGuest"),
    NOT_FOUND("not-found", 404, "urn:problem-type:belgif:resourceNotFound"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "urn:problem-type:postiljon:methodNotAllowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "urn:problem-type:postiljon:notAcceptable"),
    REQUEST_TIMEOUT("request-timeout", 408, "urn:problem-type:postiljon:requestTimeout"),
    UPLOAD_ABANDONED("upload-abandoned", 408, "urn:problem-type:postiljon:uploadAbandoned"),
    IDEMPOTENCY_CONFLICT("idempotency-conflict", 409, "urn:problem-type:postiljon:idempotencyConflict"),
    DUPLICATE_REFERENCE("duplicate-reference", 409, "urn:problem-type:postiljon:duplicateReference"),
    DUPLICATE("duplicate", 409, "urn:problem-type:postiljon:duplicateDrop"),
    NOT_CANCELLABLE("not-cancellable", 409, "urn:problem-type:postiljon:notCancellable"),
    DOSSIER_CONFLICT("dossier-conflict", 409, "urn:problem-type:postiljon:dossierConflict"),
    GUEST_LIST_FULL("guest-list-full", 409, "urn:problem-type:postiljon:guestListFull"),
    DOCUMENT_TOO_LARGE("document-too-large", 413, Type.TOO_LARGE),
    TOO_MANY_PARTS("too-many-parts", 413, Type.TOO_LARGE),
    MESSAGE_TOO_LARGE("message-too-large", 413, Type.TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "urn:problem-type:postiljon:unsupportedMediaType"),
    CONTENT_ENCODING("content-encoding", 415, "urn:problem-type:postiljon:unsupportedMediaType"),
    MISDIRECTED_REQUEST("misdirected-request", 421, "urn:problem-type:postiljon:misdirectedRequest"),
    INVALID_FIELD("invalid-field", 422, Type.UNPROCESSABLE),
    INVALID_IDENTIFIER("invalid-identifier", 422, Type.UNPROCESSABLE),
    INVALID_FILENAME("invalid-filename", 422, Type.UNPROCESSABLE),
    RETENTION_OUT_OF_RANGE("retention-out-of-range", 422, Type.UNPROCESSABLE),
    DIGEST_MISMATCH("digest-mismatch", 422, Type.UNPROCESSABLE),
    DOCUMENT_REJECTED("document-rejected", 422, Type.UNPROCESSABLE),
    QUOTA("quota", 429, "urn:problem-type:belgif:tooManyRequests"),
    INTERNAL_ERROR("internal-error", 500, "urn:problem-type:belgif:internalServerError"),
    REVOCATION_UNKNOWN("revocation-unknown", 503, "urn:problem-type:belgif:serviceUnavailable"),
    TEMPORARILY_UNAVAILABLE("temporarily-unavailable", 503, "urn:problem-type:belgif:serviceUnavailable");

    private final String slug;
    private final int status;
    private final String type;

    Fault(String slug, int status, String type) {
        this.slug = slug;
        this.status = status;
        this.type = type;
    }

    public String slug() {
        return slug;
    }

    /** HTTP status; a drop on SFTP carries the same number in its problem document. */
    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    static Optional<Fault> bySlug(String slug) {
        return Arrays.stream(values()).filter(fault -> fault.slug.equals(slug)).findFirst();
    }

    private static final class Type {
        static final String BAD_REQUEST = "urn:problem-type:belgif:badRequest";
        static final String MISSING_PERMISSION = "urn:problem-type:belgif:missingPermission";
        static final String TOO_LARGE = "urn:problem-type:belgif:payloadTooLarge";
        static final String UNPROCESSABLE = "urn:problem-type:postiljon:unprocessableContent";
    }
}
