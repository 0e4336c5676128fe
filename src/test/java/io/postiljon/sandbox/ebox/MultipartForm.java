package io.postiljon.sandbox.ebox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A multipart form that a test builds part by part; headers go out as ISO-8859-1. */
record MultipartForm(List<Part> parts) {
    private static final String BOUNDARY = "----test-boundary-7f2c";

    private record Part(String headers, Supplier<InputStream> bytes) {}

    static MultipartForm empty() {
        return new MultipartForm(List.of());
    }

    MultipartForm part(String headers, Supplier<InputStream> bytes) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(headers, bytes));
        return new MultipartForm(List.copyOf(more));
    }

    MultipartForm part(String headers, byte[] bytes) {
        return part(headers, () -> new ByteArrayInputStream(bytes));
    }

    MultipartForm message(String json) {
        return part(
                "Content-Disposition: form-data; name=\"messageToPublish\"\r\nContent-Type: application/json",
                json.getBytes(StandardCharsets.UTF_8));
    }

    MultipartForm document(String name, String fileName, byte[] bytes) {
        return document(name, fileName, "application/pdf", bytes);
    }

    MultipartForm document(String name, String fileName, String mediaType, byte[] bytes) {
        return part(
                "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + mediaType, bytes);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    HttpRequest.BodyPublisher body() {
        return HttpRequest.BodyPublishers.ofInputStream(() -> {
            List<InputStream> streams = new ArrayList<>();
            for (Part part : parts) {
                streams.add(ascii("--" + BOUNDARY + "\r\n" + part.headers() + "\r\n\r\n"));
                streams.add(part.bytes().get());
                streams.add(ascii("\r\n"));
            }
            streams.add(ascii("--" + BOUNDARY + "--\r\n"));
            return new SequenceInputStream(Collections.enumeration(streams));
        });
    }

    private static InputStream ascii(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
