package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.atTheDoor;
import static io.postiljon.sandbox.catalogue.Attack.cut;
import static io.postiljon.sandbox.catalogue.Attack.noAnswer;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/** H: how a request is framed. Behind what is framed in two ways stands a second request, which must not be seen. */
final class FramingRows {
    private static final String SECOND = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private FramingRows() {}

    static Stream<Attack> all() {
        return Stream.of(ambiguous(), heads(), addresses(), others()).flatMap(rows -> rows);
    }

    private static Stream<Attack> ambiguous() {
        return Stream.of(
                framed("H1", "length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
                framed("H2", "two lengths", "Content-Length: 5\r\nContent-Length: 6"),
                framed("H2", "two lengths in one header", "Content-Length: 5, 6"),
                framed("H2", "a length with a sign", "Content-Length: +5"),
                framed("H3", "chunked, identity", "Transfer-Encoding: chunked, identity"),
                framed("H3", "space before the colon", "Transfer-Encoding : chunked"),
                framed("H3", "leading space", " Transfer-Encoding: chunked"),
                framed("H3", "leading tab", "\tTransfer-Encoding: chunked"),
                framed("H3", "another coding", "Transfer-Encoding: xchunked"),
                framed("H3", "vertical tab", "Transfer-Encoding: \u000bchunked"),
                chunked("H4", "line end in a chunk extension", "5;a=\"\r\nabcde\r\n0\r\n\r\n" + SECOND),
                chunked("H4", "bare line feed in a chunk extension", "5;a=\n\r\nabcde\r\n0\r\n\r\n" + SECOND),
                chunked("H4", "chunk extension without end", "5;" + "a".repeat(2000) + "\r\nabcde\r\n0\r\n\r\n" + SECOND),
                chunked("H4", "no size", "x\r\nabc\r\n0\r\n\r\n"),
                chunked("H4", "negative size", "-5\r\nabcde\r\n0\r\n\r\n"),
                chunked("H4", "size beyond all numbers", "FFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n"));
    }

    private static Attack framed(String id, String what, String headers) {
        return cut(id, what, bed -> bed.raw("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n0\r\n\r\n" + SECOND), 400, 501);
    }

    private static Attack chunked(String id, String what, String chunks) {
        return refused(id, what, "400 malformed-request", bed -> {
            Seen seen = bed.raw(CatalogueBed.uploadHead("Transfer-Encoding: chunked").replace("Connection: close\r\n", "") + chunks);
            assertThat(seen.answers()).as("one answer only").isEqualTo(1);
            return seen;
        });
    }

    private static Stream<Attack> heads() {
        return Stream.of(
                cut("H5", "header of 64 KiB", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(64 * 1024) + "\r\n\r\n"), 400, 431),
                cut("H5", "a thousand headers", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(1000) + "\r\n"), 400, 431),
                cut("H9", "TRACE", bed -> method(bed, "TRACE"), 405),
                atTheDoor("H9", "PUT", "405 method-not-allowed", bed -> method(bed, "PUT")),
                cut("H9", "CONNECT", bed -> bed.raw("CONNECT /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 501),
                atTheDoor("H9", "a word that is no method", "405 method-not-allowed", bed -> method(bed, "BREW")),
                noAnswer("H14", "HTTP/0.9", bed -> nothingIn(bed.raw("GET /api/v1/health\r\n\r\n"))),
                cut("H14", "HTTP/0.9, in its own words", bed -> bed.raw("GET /api/v1/health HTTP/0.9\r\n\r\n"), 400, 505),
                noAnswer("H14", "HTTP/2 without being asked", bed -> nothingIn(bed.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0".repeat(9)))),
                noAnswer("H14", "HTTP/2 by ALPN is not spoken", FramingRows::overHttp2),
                cut("H14", "a version that does not exist", bed -> bed.raw("GET /api/v1/health HTTP/9.9\r\nHost: localhost\r\n\r\n"), 400, 505),
                cut("H15", "no host", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\n\r\n"), 400),
                cut("H15", "two hosts", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"), 400),
                cut("H15", "odd host", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\nHost: loc@lhost:x\r\n\r\n"), 400),
                cut("H15", "host with a space", bed -> bed.raw("GET /api/v1/health HTTP/1.1\r\nHost: local host\r\n\r\n"), 400),
                cut("H15", "another host in the address", bed -> bed.raw("GET https://elsewhere.example/api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400));
    }

    /** HTTP/0.9 has no status: any byte would be an answer. */
    private static Seen nothingIn(Seen seen) {
        assertThat(seen.text()).isEmpty();
        return seen;
    }

    private static Seen method(CatalogueBed bed, String method) throws IOException {
        Seen seen = bed.raw(method + " /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        assertThat(seen.text()).containsPattern("(?m)^Allow: .*POST");
        return seen;
    }

    private static Seen overHttp2(CatalogueBed bed) throws IOException {
        try (Line line = new Line(bed.tls(), bed.system().apiPort())) {
            SSLParameters asking = line.socket().getSSLParameters();
            asking.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            line.socket().setSSLParameters(asking);
            line.socket().startHandshake();
            assertThat(line.socket().getApplicationProtocol()).isNotEqualTo("h2");
            return Seen.ofHttp(line.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").untilClosed());
        }
    }

    private static Stream<Attack> addresses() {
        Stream<String> paths = Stream.of("/api/v1/..%2fadmin", "/api/v1/messages;a=b/../admin", "//api/v1/messages", "/api/v1/%00", "/api/v1/%252e",
                "/api/v1/../admin", "/api/v1/%2e%2e/admin", "/api/v1/messages\\x", "/api/v1/messages/%5c", "/api/v1/%0d%0aX:y", "/api/v1/messages/%zz");
        return paths.map(path -> new Attack("H10", "path " + path, new Expected.Cut(java.util.List.of(400)), bed -> bed.get(path)));
    }

    private static Stream<Attack> others() {
        return Stream.of(
                cut("H11", "plain HTTP", FramingRows::plain, 400),
                refused("H12", "a bomb, gzipped", "415 content-encoding", bed -> bed.raw(CatalogueBed.uploadHead("Content-Encoding: gzip\r\nContent-Length: 4") + "\u001f\u008b\b\0")),
                refused("H13", "refused before it sends", "403 certificate-not-accepted", bed -> notInvited(bed,
                        bed.raw(bed.impostors().stranger(), bed.system().apiPort(), CatalogueBed.uploadHead("Content-Length: 1000000\r\nExpect: 100-continue")))),
                refused("H13", "wrong type, told before it sends", "415 unsupported-media-type", bed -> notInvited(bed, bed.raw(
                        CatalogueBed.uploadHead("Content-Length: 1000000\r\nExpect: 100-continue").replace("multipart/form-data; boundary=b", "text/plain")))));
    }

    private static Seen notInvited(CatalogueBed bed, Seen seen) {
        assertThat(seen.text()).doesNotContain("HTTP/1.1 100");
        return seen;
    }

    private static Seen plain(CatalogueBed bed) throws IOException {
        try (Socket socket = new Socket("localhost", bed.system().apiPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Seen seen = Seen.ofHttp(Line.untilClosed(socket));
            assertThat(seen.text()).doesNotContain("Location");
            return seen;
        }
    }
}
