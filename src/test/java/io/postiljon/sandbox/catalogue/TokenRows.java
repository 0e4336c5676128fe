package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.atTheDoor;
import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.TokenClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A8, and T7 for an agency whose agreement asks access tokens: its certificate alone, or a token alone, opens nothing. */
final class TokenRows {
    static final String ALL = "magda.documents.send magda.documents.read magda.dossiers magda.webhooks";
    private static final String READ = "magda.documents.read";
    private static final String EVENTS = "/api/v1/events";

    private TokenRows() {}

    static Stream<Attack> all() {
        return Stream.of(
                harmless("A8", "right agency, right role", 200, 0, bed -> get(bed, bed.tokenTls(), token(bed, SandboxSystem.READING_CLIENT, READ))),
                atTheDoor("A8", "right agency, wrong role, sending", "403 forbidden", bed -> {
                    Seen seen = sent(bed, token(bed, SandboxSystem.READING_CLIENT, READ));
                    assertThat(seen.text()).contains("Bearer realm=\"postiljon\", error=\"insufficient_scope\", scope=\"magda.documents.send\"");
                    assertThat(seen.body().path("requiredScopes")).extracting(scope -> scope.asText()).containsExactly("magda.documents.send");
                    return seen;
                }),
                atTheDoor("A8", "right agency, wrong role, a dossier", "403 forbidden", bed -> bed.raw(bed.tokenTls(), bed.system().apiPort(),
                        "POST /api/v1/dossiers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n"
                                + "Authorization: Bearer " + token(bed, SandboxSystem.TOKEN_CLIENT, READ) + "\r\n\r\n")),
                atTheDoor("T7", "the certificate without a token", "401 token-required", bed -> {
                    Seen seen = get(bed, bed.tokenTls(), null);
                    assertThat(seen.text()).contains("WWW-Authenticate: Bearer realm=\"postiljon\", scope=\"" + READ + '"');
                    return seen;
                }),
                atTheDoor("T7", "sending without a token, before the body", "401 token-required", bed -> bed.raw(bed.tokenTls(), bed.system().apiPort(),
                        CatalogueBed.uploadHead("Content-Length: 100000\r\nExpect: 100-continue"))),
                atTheDoor("T7", "a token in the address", "401 token-required", bed -> bed.raw(bed.tokenTls(), bed.system().apiPort(), "GET " + EVENTS + "?access_token="
                        + token(bed, SandboxSystem.TOKEN_CLIENT, ALL) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
                atTheDoor("T7", "another spelling of the address", "401 token-required", bed -> bed.raw(bed.tokenTls(), bed.system().apiPort(),
                        "GET /api/v1/%65vents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
                atTheDoor("T7", "a token of A over the certificate of B", "401 token-invalid", bed -> {
                    Seen seen = get(bed, bed.tokenTls(), TokenClient.token(bed.system().tokens().tokenUri(), bed.tls(), SandboxSystem.OTHER_CLIENT, ALL));
                    assertThat(seen.text()).contains("WWW-Authenticate: Bearer realm=\"postiljon\", error=\"invalid_token\"");
                    return seen;
                }),
                atTheDoor("T7", "a token of B over the certificate of a stranger", "403 certificate-not-accepted",
                        bed -> get(bed, bed.impostors().stranger(), token(bed, SandboxSystem.TOKEN_CLIENT, ALL))),
                harmless("T7", "a token of B over the certificate of A, who needs none, is not read", 200, 0, bed -> get(bed, bed.tls(), token(bed, SandboxSystem.TOKEN_CLIENT, ALL))),
                atTheDoor("T7", "a changed token", "401 token-invalid", bed -> get(bed, bed.tokenTls(), token(bed, SandboxSystem.TOKEN_CLIENT, READ).replaceFirst("\\.[^.]{8}", ".eyJhIjoi"))),
                atTheDoor("T7", "a token that nobody signed", "401 token-invalid", bed -> get(bed, bed.tokenTls(), "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0."
                        + token(bed, SandboxSystem.TOKEN_CLIENT, ALL).split("\\.")[1] + ".")));
    }

    private static String token(CatalogueBed bed, String client, String scopes) {
        return TokenClient.token(bed.system().tokens().tokenUri(), bed.tokenTls(), client, scopes);
    }

    private static Seen sent(CatalogueBed bed, String token) {
        try (AgencyClient agency = AgencyClient.of(bed.sandbox(), bed.system().folder(), bed.sandbox().tokens().agency())) {
            return Seen.of(agency.watchedBy(bed.contract()::judge).post(List.of(Part.pdf("upfile1", SamplePdf.saying("Brief"))),
                    Map.of("Idempotency-Key", '"' + CatalogueBed.key() + '"', "Authorization", "Bearer " + token)));
        }
    }

    static Seen get(CatalogueBed bed, SSLContext as, String token) throws IOException {
        return bed.raw(as, bed.system().apiPort(), "GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n");
    }
}
