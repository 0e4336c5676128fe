package io.postiljon.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.postiljon.sandbox.parts.SandboxCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk with a real authorisation server is that of SendExampleIT; here are its answers of other kinds, and the time. */
class TokenSourceTest {
    @TempDir Path folder;
    private final List<String> forms = new ArrayList<>();
    private int status = 200;
    private String body = "{\"access_token\":\"first\",\"token_type\":\"Bearer\",\"expires_in\":300}";
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private HttpsServer server;
    private TokenSource tokens;

    @BeforeEach void start() throws Exception {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ca.contextOf(ca.server("server"))));
        server.createContext("/token", call -> {
            forms.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
        server.start();
        tokens = new TokenSource(URI.create("https://localhost:" + server.getAddress().getPort() + "/token"), "me & you", "one two", ca.contextWithoutCertificate(), new Clock() {
            @Override public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override public Instant instant() {
                return now;
            }
        });
    }

    @AfterEach void stop() {
        tokens.close();
        server.stop(0);
    }

    @Test void a_token_is_kept_until_shortly_before_its_end() throws Exception {
        assertThat(tokens.token()).isEqualTo("first");
        body = body.replace("first", "second");
        now = now.plus(Duration.ofSeconds(270));
        assertThat(tokens.token()).isEqualTo("first");
        now = now.plus(Duration.ofSeconds(1));
        assertThat(tokens.token()).isEqualTo("second");

        assertThat(forms).hasSize(2).containsOnly("grant_type=client_credentials&client_id=me+%26+you&scope=one+two");
    }

    @Test void one_that_the_gateway_did_not_take_is_replaced_and_no_other() throws Exception {
        tokens.token();
        tokens.forget("an older one");
        assertThat(tokens.token()).isEqualTo("first");
        body = body.replace("first", "second");

        tokens.forget("first");

        assertThat(tokens.token()).isEqualTo("second");
    }

    @Test void a_server_that_is_busy_or_talks_nonsense_is_asked_again_later() {
        for (String nonsense : List.of("", "no JSON", "[]", "{}", "{\"access_token\":\"a b\"}", "{\"access_token\":\"a\\r\\nX: y\"}")) {
            body = nonsense;
            assertThatThrownBy(tokens::token).as(nonsense).isInstanceOf(NoToken.class);
        }
        status = 503;
        assertThatThrownBy(tokens::token).isInstanceOf(NoToken.class).hasMessageContaining("503");
        server.stop(0);
        assertThatThrownBy(tokens::token).isInstanceOf(NoToken.class).hasMessageContaining("--token-url");
    }

    @Test void a_refusal_says_what_to_check_and_repeats_nothing_strange() {
        status = 401;
        body = "{\"error\":\"invalid_client\"}";
        assertThatThrownBy(tokens::token).isInstanceOf(Unusable.class).hasMessageContaining("401 invalid_client").hasMessageContaining("--token-client");
        body = "{\"error\":\"\\u001b[31m\"}";
        assertThatThrownBy(tokens::token).isInstanceOf(Unusable.class).hasMessageNotContaining("\u001b");
    }
}
