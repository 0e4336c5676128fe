package io.postiljon.intake;

import io.postiljon.sending.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.ParameterParser;

/** What can be judged of a request before its body is read: parameters, media type, encoding, idempotency key. */
final class RequestForm {
    private static final int MOST_NAMED = 10;

    private RequestForm() {}

    /** What the headers of an upload say. */
    record UploadHeaders(String boundary, IdempotencyKey key, Optional<String> signature) {}

    /** As far as each could be read, with everything about parameters and headers that is wrong. */
    record UploadReading(Optional<String> boundary, Optional<IdempotencyKey> key, Optional<String> signature, List<Issue> faults) {}

    /** @throws RefusalException with everything about parameters and headers that is wrong */
    static UploadHeaders requireUpload(HttpServletRequest request) {
        UploadReading read = readUpload(request, () -> Optional.of(requireKey(request)));
        RefusalException.unlessNone(read.faults());
        return new UploadHeaders(read.boundary().orElseThrow(), read.key().orElseThrow(), read.signature());
    }

    /** For a check without effect, to which a key is nothing but a question. */
    static UploadReading readUploadToValidate(HttpServletRequest request) {
        return readUpload(request, () -> request.getHeader("Idempotency-Key") == null ? Optional.empty() : Optional.of(requireKey(request)));
    }

    private static UploadReading readUpload(HttpServletRequest request, Supplier<Optional<IdempotencyKey>> keyRule) {
        StageFaults faults = new StageFaults();
        faults.of(() -> requireNoParameters(request));
        boolean plain = faults.of(() -> {
            requireNoEncoding(request);
            return true;
        }).orElse(false);
        Optional<String> boundary = faults.of(() -> requireBoundary(request)).filter(found -> plain);
        Optional<IdempotencyKey> key = faults.of(keyRule).flatMap(Function.identity());
        return new UploadReading(boundary, key, signature(request), faults.issues());
    }

    /** @throws RefusalException with everything about parameters and headers that is wrong */
    static void requireJsonCall(HttpServletRequest request) {
        StageFaults faults = new StageFaults();
        faults.of(() -> requireNoParameters(request));
        faults.of(() -> requireNoEncoding(request));
        faults.of(() -> requireJson(request));
        faults.end();
    }

    /** @throws RefusalException unknown-parameter */
    static void requireNoParameters(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null) {
            RefusalException.unlessNone(Arrays.stream(query.split("&", -1)).map(parameter -> MemberName.shown(parameter.split("=", 2)[0])).distinct()
                    .limit(MOST_NAMED).map(name -> new Issue(Complaint.PARAMETER, Issue.In.QUERY, name, List.of())).toList());
        }
    }

    /** @throws RefusalException content-encoding */
    static void requireNoEncoding(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            throw RefusalException.of(Issue.inHeader(Complaint.ENCODED, "Content-Encoding"));
        }
    }

    /** The boundary of {@code multipart/form-data}. @throws RefusalException unsupported-media-type */
    static String requireBoundary(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && isType(type, "multipart/form-data")) {
            ParameterParser parser = new ParameterParser();
            parser.setLowerCaseNames(true);
            String boundary = parser.parse(type, ';').get("boundary");
            if (boundary != null && boundary.matches("[\\x20-\\x7E]{0,69}[\\x21-\\x7E]")) {
                return boundary;
            }
        }
        throw RefusalException.of(Issue.inHeader(Complaint.MEDIA_TYPE, "Content-Type", "multipart/form-data with a boundary"));
    }

    /** @throws RefusalException unsupported-media-type */
    static void requireJson(HttpServletRequest request) {
        if (request.getContentType() == null || !isType(request.getContentType(), "application/json")) {
            throw RefusalException.of(Issue.inHeader(Complaint.MEDIA_TYPE, "Content-Type", "application/json"));
        }
    }

    static boolean isType(String contentType, String expected) {
        return contentType.split(";", 2)[0].strip().equalsIgnoreCase(expected);
    }

    /** An RFC 8941 Item whose value is a String, without parameters. @throws RefusalException idempotency-key */
    static IdempotencyKey requireKey(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Idempotency-Key"));
        if (headers.isEmpty()) {
            throw RefusalException.of(Issue.inHeader(Complaint.KEY_MISSING, "Idempotency-Key"));
        }
        return (headers.size() == 1 ? key(headers.get(0).strip()) : Optional.<IdempotencyKey>empty())
                .orElseThrow(() -> RefusalException.of(Issue.inHeader(Complaint.KEY_FORM, "Idempotency-Key")));
    }

    private static Optional<IdempotencyKey> key(String item) {
        if (item.length() > 300 || !item.matches("\"(?:[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*\"")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IdempotencyKey(item.substring(1, item.length() - 1).replaceAll("\\\\(.)", "$1")))
                    .filter(key -> !key.value().startsWith(IdempotencyKey.DROP));
        } catch (IllegalArgumentException emptyOrTooLong) {
            return Optional.empty();
        }
    }

    /** Several signature headers are none that can hold: joined, they do not parse. */
    static Optional<String> signature(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("JWS-Signature"));
        return headers.isEmpty() ? Optional.empty() : Optional.of(String.join(",", headers));
    }
}
