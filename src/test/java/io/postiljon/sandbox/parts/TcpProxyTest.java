package io.postiljon.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TcpProxyTest {
    private static final int PATIENCE_MILLIS = 300;

    private ServerSocket echo;
    private Thread acceptor;
    private TcpProxy proxy;

    @BeforeEach void startsAnEchoBehindTheProxy() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Thread.ofVirtual().start(this::echoForEver);
        proxy = TcpProxy.listen(Ports.free(), echo.getLocalPort());
    }

    @AfterEach void stops() throws Exception {
        proxy.close();
        endEcho();
    }

    @Test void bytes_pass_unchanged_in_both_directions_and_the_end_is_passed_on() throws IOException {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);

        byte[] received;
        try (Socket socket = connect()) {
            Thread.ofVirtual().start(() -> sendAll(socket, sent));
            received = socket.getInputStream().readAllBytes();
        }

        assertThat(received).isEqualTo(sent);
        await().until(() -> proxy.connections() == 0);
    }

    @Test void a_cut_resets_existing_connections_and_refuses_new_ones_until_it_is_restored() throws IOException {
        try (Socket before = connect()) {
            assertThat(answerTo(before, "a")).isEqualTo("a");

            proxy.cut();

            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.restore();
        try (Socket after = connect()) {
            assertThat(answerTo(after, "b")).isEqualTo("b");
        }
    }

    @Test void a_pause_holds_the_bytes_and_a_restore_lets_them_through() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answerTo(socket, "a")).isEqualTo("a");
            proxy.pause();

            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> answerTo(socket, "b")).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            proxy.restore();

            assertThat(new String(socket.getInputStream().readNBytes(1), StandardCharsets.US_ASCII)).isEqualTo("b");
        }
    }

    /** The target's port is bound and nobody listens, so that nobody else can take it. */
    @Test void a_target_that_is_away_looks_like_a_reset() throws Exception {
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (TcpProxy toNobody = TcpProxy.listen(Ports.free(), reserved.getLocalPort())) {
                assertThatThrownBy(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), toNobody.port())) {
                        answerTo(socket, "a");
                    }
                }).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test void a_line_whose_port_is_taken_for_a_moment_is_restored() throws Exception {
        proxy.cut();
        ServerSocket taken = new ServerSocket(proxy.port(), 1, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> restored = CompletableFuture.runAsync(proxy::restore);

        taken.close();

        assertThat(restored).succeedsWithin(Duration.ofSeconds(10));
        try (Socket socket = connect()) {
            assertThat(answerTo(socket, "a")).isEqualTo("a");
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static String answerTo(Socket socket, String letter) throws IOException {
        socket.getOutputStream().write(letter.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(letter.length());
        if (answer.length == 0) {
            throw new SocketException("ended without an answer");
        }
        return new String(answer, StandardCharsets.US_ASCII);
    }

    private static void sendAll(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A port listens until the thread that waits on it has left, also after the close. */
    private void endEcho() throws Exception {
        echo.close();
        acceptor.join();
    }

    private void echoForEver() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException e) {
            // the proxy reset it
        }
    }
}
