package io.postiljon.sandbox.benchmark;

import io.postiljon.sandbox.client.Part;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One kept-alive HTTP/1.1 connection over mutual TLS, as lean as can be: the clients share the processors with what they measure. For
 * one thread.
 */
final class KeptConnection implements AutoCloseable {
    private static final int SILENCE_MILLIS = 60_000;
    private static final String BOUNDARY = "postiljon-benchmark-6f1c2b";

    private final SSLSocket socket;
    private final InputStream in;
    private final int port;

    KeptConnection(SSLContext tls, int port) throws IOException {
        this.port = port;
        socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.startHandshake();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a multipart body in one write and reads the whole answer. @return its status */
    int post(String path, Map<String, String> headers, List<Part> parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(128 * 1024);
        for (Part part : parts) {
            String fileName = part.fileName() == null ? "" : "; filename=\"" + part.fileName() + '"';
            body.writeBytes(latin("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part.name() + '"' + fileName
                    + "\r\nContent-Type: " + part.contentType() + "\r\n\r\n"));
            body.writeBytes(part.bytes());
            body.writeBytes(latin("\r\n"));
        }
        body.writeBytes(latin("--" + BOUNDARY + "--\r\n"));
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: " + body.size() + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream(body.size() + 4096);
        request.writeBytes(latin(head.append("\r\n").toString()));
        body.writeTo(request);
        socket.getOutputStream().write(request.toByteArray());
        return answer();
    }

    private int answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (!chunked) {
            in.skipNBytes(length);
            return status;
        }
        for (int chunk = Integer.parseInt(line(), 16); chunk > 0; chunk = Integer.parseInt(line(), 16)) {
            in.skipNBytes(chunk + 2);
        }
        line();
        return status;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            if (one != '\r') {
                text.append((char) one);
            }
        }
        return text.toString();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override public void close() throws IOException {
        socket.close();
    }
}
