package io.postiljon.sandbox.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sandbox.client.TokenClient;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway makes of its tokens is the matter of the catalogue; here is what a client gets, and who gets none. */
class AuthorisationServerTest {
    @TempDir Path folder;

    @Test void a_token_is_bound_to_the_certificate_of_the_client_that_asked_and_nobody_else_gets_one() throws Exception {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        Identity agency = ca.agency("agency", "Dienst", "0999990024", KeyKind.ES256);
        Identity other = ca.agency("other", "Andere dienst", "0999990123", KeyKind.ES256);
        try (AuthorisationServer server = AuthorisationServer.start(folder.resolve("server"), Ports.free(), ca.server("server"), ca,
                List.of(new AuthorisationServer.Client("client", agency.certificate(), Set.of("one", "two"))))) {
            SignedJWT first = SignedJWT.parse(TokenClient.token(server.tokenUri(), ca.contextOf(agency), "client", "one"));
            server.changeKey();
            SignedJWT second = SignedJWT.parse(TokenClient.token(server.tokenUri(), ca.contextOf(agency), "client", "one two"));

            assertThat(first.getHeader().getType().toString()).isEqualTo("at+jwt");
            assertThat(first.getJWTClaimsSet().getClaims()).containsEntry("client_id", "client").containsEntry("sub", "client").containsEntry("scope", "one")
                    .containsEntry("iss", server.issuer().toString()).containsEntry("aud", List.of("postiljon"))
                    .containsEntry("cnf", Map.of("x5t#S256", Thumbprints.of(agency.certificate()))).containsKeys("jti", "iat", "exp");
            assertThat(second.getHeader().getKeyID()).isNotEqualTo(first.getHeader().getKeyID());
            assertThatThrownBy(() -> TokenClient.token(server.tokenUri(), ca.contextOf(other), "client", "one")).hasMessageContaining("401 invalid_client");
            assertThatThrownBy(() -> TokenClient.token(server.tokenUri(), ca.contextWithoutCertificate(), "client", "one")).hasMessageContaining("401");
            assertThatThrownBy(() -> TokenClient.token(server.tokenUri(), ca.contextOf(agency), "client", "three")).hasMessageContaining("400 invalid_scope");
        }
    }
}
