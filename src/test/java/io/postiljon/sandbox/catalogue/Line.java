package io.postiljon.sandbox.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A bare TLS connection, for what HTTP clients would not send. */
final class Line implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 45_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");

    private final SSLSocket socket;

    Line(SSLContext tls, int port) throws IOException {
        socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    SSLSocket socket() {
        return socket;
    }

    Line send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What the other side no longer takes is not sent: its answer is what counts. */
    Line send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException closedMeanwhile) {
            if (!socket.isConnected()) {
                throw closedMeanwhile;
            }
        }
        return this;
    }

    /** One answer with its length; the connection stays open. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed before the answer was whole");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        return text + (length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1) : chunks(in));
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("0\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed before the answer was whole");
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** All that comes until the gateway closes the connection, or breaks it. */
    String untilClosed() throws IOException {
        return untilClosed(socket);
    }

    static String untilClosed(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException neverClosed) {
            throw neverClosed;
        } catch (IOException broken) {
            // a reset is an end too
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override public void close() throws IOException {
        socket.close();
    }
}
