package io.postiljon.sandbox.ebox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;

/** Reads {@code multipart/form-data} (RFC 7578) as a stream, in any part order. Memory does not grow with the documents. */
record PublicationFormReader(EboxSimulatorSettings.Limits limits) {
    private static final String MESSAGE = "messageToPublish";
    private static final int MOST_PARTS = 50;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w!#$%&'*+.^`|~-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");

    PublicationForm read(Call call) throws IOException {
        String contentType = call.header("Content-Type").orElse("");
        if (!call.hasMediaType("multipart/form-data")) {
            throw new CallRefused(CallError.unsupportedMediaType());
        }
        String boundary = parameter(contentType, "boundary")
                .filter(text -> !text.isEmpty() && text.length() <= 70)
                .orElseThrow(() -> new CallRefused(CallError.invalidInput("The multipart boundary is missing")));
        try {
            return parts(call.body(), boundary);
        } catch (MultipartInput.MalformedStreamException | MultipartInput.FileUploadBoundaryException | FileUploadSizeException e) {
            throw new CallRefused(CallError.invalidInput("The multipart form is malformed"));
        }
    }

    private PublicationForm parts(InputStream body, String boundary) throws IOException {
        MultipartInput input = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                .setPartHeaderSizeMax(HEADER_BYTES)
                .setBufferSize(64 * 1024)
                .get();
        input.setHeaderCharset(StandardCharsets.ISO_8859_1);
        Optional<PublicationForm.Part> message = Optional.empty();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        List<PublicationForm.Part> documents = new ArrayList<>();
        long documentBytes = 0;
        for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
            String headers = input.readHeaders();
            if (parameter(disposition(headers), "name").equals(Optional.of(MESSAGE))) {
                if (message.isPresent()) {
                    throw new CallRefused(CallError.invalidInput("Part messageToPublish comes more than once"));
                }
                message = Optional.of(read(input, headers, json, limits.jsonBytes(), limits.jsonBytes()));
            } else {
                PublicationForm.Part part =
                        read(input, headers, OutputStream.nullOutputStream(), limits.documentBytes() - documentBytes, limits.documentBytes());
                documentBytes += part.bytes();
                documents.add(part);
            }
            if (documents.size() > MOST_PARTS) {
                throw new CallRefused(CallError.invalidInput("The form has too many parts"));
            }
        }
        return new PublicationForm(message, json.toByteArray(), List.copyOf(documents));
    }

    private static PublicationForm.Part read(MultipartInput input, String headers, OutputStream copy, long room, long limit)
            throws IOException {
        MessageDigest sha256 = sha256();
        long bytes = 0;
        try (InputStream part = input.newInputStream(); OutputStream out = new DigestOutputStream(copy, sha256)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                bytes += read;
                if (bytes > room) {
                    throw new CallRefused(CallError.tooLarge(limit));
                }
                out.write(buffer, 0, read);
            }
        }
        String disposition = disposition(headers);
        return new PublicationForm.Part(
                parameter(disposition, "name").orElse(""),
                parameter(disposition, "filename"),
                line(headers, "content-type").map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)),
                sha256.digest(),
                bytes);
    }

    private static String disposition(String headers) {
        return line(headers, "content-disposition").filter(value -> value.toLowerCase(Locale.ROOT).startsWith("form-data")).orElse("");
    }

    private static Optional<String> line(String headers, String name) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static Optional<String> parameter(String headerValue, String name) {
        Matcher matcher = PARAMETER.matcher(headerValue);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                String quoted = matcher.group(2);
                return Optional.of(quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
