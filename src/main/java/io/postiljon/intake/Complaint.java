package io.postiljon.intake;

import io.postiljon.sending.AddressFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be wrong, as precise as a developer needs to mend it. Its sentence stands in the bundle {@code problems} under
 * {@link #key()}: what is wrong, where, what to do. No sentence repeats a value that an agency sent, except names of members.
 */
public enum Complaint {
    NOT_UTF8(Fault.MALFORMED_REQUEST), BYTE_ORDER_MARK(Fault.MALFORMED_REQUEST), JSON_BROKEN(Fault.MALFORMED_REQUEST),
    JSON_LIMIT(Fault.MALFORMED_REQUEST), LONE_SURROGATE(Fault.MALFORMED_REQUEST), NOT_AN_OBJECT(Fault.MALFORMED_REQUEST),
    REQUEST(Fault.MALFORMED_REQUEST),
    MEMBER_TWICE(Fault.DUPLICATE_FIELD),
    MEMBER_UNKNOWN(Fault.UNKNOWN_FIELD), MEMBER_OLD_NAME(Fault.UNKNOWN_FIELD), MEMBER_NOT_SUPPORTED(Fault.UNKNOWN_FIELD),
    NAME_RESERVED(Fault.UNKNOWN_FIELD),
    MEMBER_MISSING(Fault.MALFORMED_REQUEST, "schemaViolation"), MEMBER_NULL(Fault.MALFORMED_REQUEST, "schemaViolation"),
    WRONG_TYPE(Fault.MALFORMED_REQUEST, "schemaViolation"), NOT_IN_LIST(Fault.MALFORMED_REQUEST, "schemaViolation"),
    WRONG_COUNT(Fault.MALFORMED_REQUEST, "schemaViolation"), ONE_LANGUAGE(Fault.MALFORMED_REQUEST, "schemaViolation"),
    ONE_MAIN_CONTENT(Fault.MALFORMED_REQUEST, "schemaViolation"), ONE_NUMBER(Fault.MALFORMED_REQUEST, "schemaViolation"),
    PART_NAMED_TWICE(Fault.MALFORMED_REQUEST, "schemaViolation"), ADDRESS_WITHOUT_NAME(Fault.MALFORMED_REQUEST, "schemaViolation"),
    MULTIPART_BROKEN(Fault.MALFORMED_REQUEST), PART_HEADERS(Fault.MALFORMED_REQUEST), PART_INCOMPLETE(Fault.MALFORMED_REQUEST),
    MESSAGE_PART_MISSING(Fault.MALFORMED_REQUEST),
    PART_TWICE(Fault.DUPLICATE_PART), PART_MISSING(Fault.PART_COUNT_MISMATCH), PART_NOT_DESCRIBED(Fault.PART_COUNT_MISMATCH),
    PARAMETER(Fault.UNKNOWN_PARAMETER), NUMBER_IN_URL(Fault.PERSONAL_DATA_IN_URL),
    KEY_MISSING(Fault.IDEMPOTENCY_KEY), KEY_FORM(Fault.IDEMPOTENCY_KEY),

    SIGNATURE_MISSING(Fault.SIGNATURE_REQUIRED), SIGNATURE_WRONG(Fault.SIGNATURE_INVALID), SIGNATURE_OLD(Fault.SIGNATURE_EXPIRED),
    SIGNATURE_PARTS(Fault.SIGNATURE_COVERAGE),
    TOKEN_MISSING(Fault.TOKEN_REQUIRED), TOKEN_WRONG(Fault.TOKEN_INVALID), SCOPE(Fault.FORBIDDEN),
    CERTIFICATE(Fault.CERTIFICATE_NOT_ACCEPTED), TERMINATED(Fault.AGENCY_TERMINATED), SIGNER(Fault.SIGNER_MISMATCH),
    SENDER(Fault.SENDER_MISMATCH), SERVICE(Fault.SERVICE_NOT_ENABLED), CATEGORY(Fault.CATEGORY_NOT_AUTHORISED),
    PURPOSE(Fault.PURPOSE_NOT_AUTHORISED), DOSSIER(Fault.DOSSIER_NOT_ACTIVE), GUEST(Fault.NOT_A_GUEST), GUESTS_FULL(Fault.GUEST_LIST_FULL),
    ONE_GUEST(Fault.MALFORMED_REQUEST, "schemaViolation"),
    NO_SUCH_RESOURCE(Fault.NOT_FOUND), METHOD(Fault.METHOD_NOT_ALLOWED), ACCEPT(Fault.NOT_ACCEPTABLE), TOO_SLOW(Fault.REQUEST_TIMEOUT),
    KEY_USED(Fault.IDEMPOTENCY_CONFLICT), REFERENCE_USED(Fault.DUPLICATE_REFERENCE), DOSSIER_DIFFERS(Fault.DOSSIER_CONFLICT),
    LEFT_ALREADY(Fault.NOT_CANCELLABLE),
    DOCUMENTS_SIZE(Fault.DOCUMENT_TOO_LARGE), PARTS(Fault.TOO_MANY_PARTS), MESSAGE_SIZE(Fault.MESSAGE_TOO_LARGE),
    MEDIA_TYPE(Fault.UNSUPPORTED_MEDIA_TYPE), PART_MEDIA_TYPE(Fault.UNSUPPORTED_MEDIA_TYPE), ENCODED(Fault.CONTENT_ENCODING),
    OTHER_HOST(Fault.MISDIRECTED_REQUEST),

    TOO_LONG(Fault.INVALID_FIELD, "invalidInput"), EMPTY_TEXT(Fault.INVALID_FIELD, "invalidInput"),
    CONTROL_CHARACTER(Fault.INVALID_FIELD, "invalidInput"), PATTERN(Fault.INVALID_FIELD, "invalidInput"),
    MESSAGE_TYPE_NOT_REGISTERED(Fault.INVALID_FIELD, "invalidInput"), NOBODY_TO_LOG_IN(Fault.INVALID_FIELD, "invalidInput"), PERIOD_BACKWARDS(Fault.INVALID_FIELD, "invalidInput"),
    INSZ_WRONG(Fault.INVALID_IDENTIFIER, "invalidSsin"), KBO_WRONG(Fault.INVALID_IDENTIFIER, "invalidKboNumber"),
    TEST_NUMBER(Fault.INVALID_IDENTIFIER, "invalidSsin"),
    FILE_NAME(Fault.INVALID_FILENAME, "invalidInput"), RETENTION(Fault.RETENTION_OUT_OF_RANGE, "invalidInput"),
    DIGEST_FORM(Fault.DIGEST_MISMATCH, "digestMismatch"), DIGEST_DIFFERS(Fault.DIGEST_MISMATCH, "digestMismatch"),
    DOCUMENT_EMPTY(Fault.DOCUMENT_REJECTED, "documentRejected"), DOCUMENT_TYPE(Fault.DOCUMENT_REJECTED, "documentRejected"),
    DOCUMENT_TRAILING(Fault.DOCUMENT_REJECTED, "documentRejected"), DOCUMENT_ACTIVE(Fault.DOCUMENT_REJECTED, "documentRejected"),
    DOCUMENT_FILES(Fault.DOCUMENT_REJECTED, "documentRejected"), DOCUMENT_ENCRYPTED(Fault.DOCUMENT_REJECTED, "documentRejected"),
    DOCUMENT_COMPLEX(Fault.DOCUMENT_REJECTED, "documentRejected"), DOCUMENT_BROKEN(Fault.DOCUMENT_REJECTED, "documentRejected"),
    DOCUMENT_MALWARE(Fault.DOCUMENT_REJECTED, "documentRejected"),
    PAGES_TOO_MANY(Fault.DOCUMENT_REJECTED, "documentRejected"), PAGE_SIZE(Fault.DOCUMENT_REJECTED, "documentRejected"),
    PAGE_FONT(Fault.DOCUMENT_REJECTED, "documentRejected"), PAGE_EDGE(Fault.DOCUMENT_REJECTED, "documentRejected"),
    PAGE_BROKEN(Fault.DOCUMENT_REJECTED, "documentRejected"),
    DROP_NAME(Fault.INVALID_FILENAME, "invalidInput"), DROP_DAY(Fault.INVALID_FILENAME, "invalidInput"), DROP_TWICE(Fault.DUPLICATE),
    DROP_ABANDONED(Fault.UPLOAD_ABANDONED),
    ARCHIVE_PATH(Fault.DOCUMENT_REJECTED, "documentRejected"), ARCHIVE_LINK(Fault.DOCUMENT_REJECTED, "documentRejected"),
    ARCHIVE_NESTED(Fault.DOCUMENT_REJECTED, "documentRejected"), ARCHIVE_BROKEN(Fault.DOCUMENT_REJECTED, "documentRejected"),
    ARCHIVE_SIZE(Fault.DOCUMENT_REJECTED, "documentRejected"), ARCHIVE_ENTRY(Fault.DOCUMENT_REJECTED, "documentRejected"),
    ARCHIVE_EMPTY(Fault.DOCUMENT_REJECTED, "documentRejected"),
    TOO_LARGE_FOR_PAPER(Fault.DOCUMENT_REJECTED, "documentRejected"),

    ADDRESS_INCOMPLETE(AddressFault.Rule.INCOMPLETE), ADDRESS_TOO_LONG(AddressFault.Rule.TOO_LONG),
    ADDRESS_UNPRINTABLE(AddressFault.Rule.UNPRINTABLE), ADDRESS_PUNCTUATION(AddressFault.Rule.PUNCTUATION),
    ADDRESS_IDENTIFIER(AddressFault.Rule.IDENTIFIER), ADDRESS_INITIALS(AddressFault.Rule.INITIALS),
    ADDRESS_STREET(AddressFault.Rule.STREET), ADDRESS_HOUSE_NUMBER(AddressFault.Rule.HOUSE_NUMBER), ADDRESS_BOX(AddressFault.Rule.BOX),
    ADDRESS_LANGUAGES(AddressFault.Rule.LANGUAGES), ADDRESS_POSTAL_CODE(AddressFault.Rule.POSTAL_CODE),
    ADDRESS_POSTAL_CODE_PREFIX(AddressFault.Rule.POSTAL_CODE_PREFIX), ADDRESS_SECOND_POSTAL_CODE(AddressFault.Rule.SECOND_POSTAL_CODE),
    ADDRESS_COUNTRY_AT_HOME(AddressFault.Rule.COUNTRY_AT_HOME), ADDRESS_COUNTRY_UNKNOWN(AddressFault.Rule.COUNTRY_UNKNOWN),
    ADDRESS_COUNTRY_NOT_SERVED(AddressFault.Rule.COUNTRY_NOT_SERVED),

    QUOTA_REQUESTS(Fault.QUOTA), QUOTA_UPLOADS(Fault.QUOTA), QUOTA_BYTES(Fault.QUOTA), QUOTA_WAITERS(Fault.QUOTA), QUOTA_TRIAL(Fault.QUOTA), BUG(Fault.INTERNAL_ERROR),
    REVOCATION(Fault.REVOCATION_UNKNOWN), UNAVAILABLE(Fault.TEMPORARILY_UNAVAILABLE);

    private final Fault fault;
    private final String issue;
    private final Optional<AddressFault.Rule> rule;

    Complaint(AddressFault.Rule rule) {
        this.fault = Fault.INVALID_FIELD;
        this.issue = "invalidAddress";
        this.rule = Optional.of(rule);
    }

    static Complaint of(AddressFault.Rule rule) {
        return Arrays.stream(values()).filter(complaint -> complaint.rule.equals(Optional.of(rule))).findFirst().orElseThrow();
    }

    Complaint(Fault fault) {
        this(fault, switch (fault) {
            case UNKNOWN_FIELD, UNKNOWN_PARAMETER -> "unknownInput";
            case MALFORMED_REQUEST, DUPLICATE_FIELD, PART_COUNT_MISMATCH, DUPLICATE_PART -> "schemaViolation";
            default -> "invalidInput";
        });
    }

    Complaint(Fault fault, String issue) {
        this.fault = fault;
        this.issue = issue;
        this.rule = Optional.empty();
    }

    Fault fault() {
        return fault;
    }

    /** Belgif has the first three; the others are ours. */
    String issueType() {
        return switch (issue) {
            case "schemaViolation", "unknownInput", "invalidInput" -> "urn:problem-type:belgif:input-validation:" + issue;
            default -> "urn:problem-type:postiljon:input-validation:" + issue;
        };
    }

    /** Why a document was rejected, or which rule for addresses was broken, in one word of the registry. */
    Optional<String> code() {
        return switch (this) {
            case DOCUMENT_EMPTY -> Optional.of("empty");
            case DOCUMENT_TYPE -> Optional.of("type-mismatch");
            case DOCUMENT_TRAILING -> Optional.of("trailing-data");
            case DOCUMENT_ACTIVE -> Optional.of("active-content");
            case DOCUMENT_FILES -> Optional.of("embedded-file");
            case DOCUMENT_ENCRYPTED -> Optional.of("encrypted");
            case DOCUMENT_COMPLEX -> Optional.of("too-complex");
            case DOCUMENT_BROKEN, PAGE_BROKEN -> Optional.of("malformed");
            case DOCUMENT_MALWARE -> Optional.of("malware");
            case PAGES_TOO_MANY -> Optional.of("too-many-pages");
            case PAGE_SIZE -> Optional.of("page-not-a4");
            case PAGE_FONT -> Optional.of("font-not-embedded");
            case PAGE_EDGE -> Optional.of("content-outside-printable-area");
            case ARCHIVE_PATH -> Optional.of("archive-path");
            case ARCHIVE_LINK -> Optional.of("archive-symlink");
            case ARCHIVE_NESTED -> Optional.of("nested-archive");
            case ARCHIVE_BROKEN -> Optional.of("archive-malformed");
            case ARCHIVE_SIZE -> Optional.of("archive-too-large");
            case ARCHIVE_ENTRY -> Optional.of("unlisted-file");
            case ARCHIVE_EMPTY -> Optional.of("missing-file");
            case TOO_LARGE_FOR_PAPER -> Optional.of("too-large-for-paper");
            case NOBODY_TO_LOG_IN -> Optional.of("nobody-to-log-in");
            default -> rule.map(AddressFault.Rule::code);
        };
    }

    String key() {
        return "complaint." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
