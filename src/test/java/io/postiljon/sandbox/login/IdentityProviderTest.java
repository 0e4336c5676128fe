package io.postiljon.sandbox.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk through it is that of RecipientLetterIT; here is what the gateway never does. */
class IdentityProviderTest {
    private static final URI BACK = URI.create("https://localhost:1/letter/login/return");

    @TempDir Path folder;

    @Test void it_makes_its_parts_on_the_first_visit_and_sends_nobody_elsewhere() throws Exception {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        Identity client = ca.eboxClient("client", "Sandbox", "0999990024", "client");
        try (IdentityProvider provider = IdentityProvider.start(folder.resolve("login"), Ports.free(), ca.server("server"),
                new IdentityProvider.Client("client", (RSAPublicKey) client.certificate().getPublicKey(), BACK, "token"),
                List.of(new IdentityProvider.Citizen("90610199729", "An")));
                HttpClient browser = HttpClient.newBuilder().sslContext(ca.contextWithoutCertificate()).cookieHandler(new CookieManager()).build()) {
            String asked = provider.issuer() + "/v1/auth?response_type=code&client_id=client&scope=openid%20rrn&state=s&nonce=n&code_challenge_method=S256"
                    + "&code_challenge=2_KFmBKm_p3Yyxp2JXiffVWpP0b9iVL9znO1HQOOLqg&redirect_uri=";

            HttpResponse<String> right = get(browser, asked + BACK);
            assertThat(right.statusCode()).isEqualTo(302);
            assertThat(get(browser, right.headers().firstValue("Location").orElseThrow()).body()).contains("An (90610199729)", "error=access_denied&amp;state=s");
            assertThat(get(browser, asked + "https://evil.example/").statusCode()).isEqualTo(400);
            assertThat(get(browser, (asked + BACK).replace("&code_challenge=", "&x=")).headers().firstValue("Location").orElse("")).contains("error=invalid_request");
        }
    }

    private static HttpResponse<String> get(HttpClient browser, String address) throws Exception {
        return browser.send(HttpRequest.newBuilder(URI.create(address)).GET().build(), HttpResponse.BodyHandlers.ofString());
    }
}
