package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.nimbusds.jose.JWSObject;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Keys of ours and certificates of theirs that change while the gateway runs. A part of {@link HttpsIntakeIT}, on its gateway. */
class HttpsKeys {
    private final HttpsBed bed = HttpsIntakeIT.bed();

    @Test void new_root_and_signing_keys_count_without_a_restart_and_no_call_fails_meanwhile() throws Exception {
        Answer before = bed.agency().send(bed.aLetter());
        String oldSigner = signer(before);
        Path file = bed.system().folder().resolve("keys.p12");
        Path password = bed.system().folder().resolve("keys.password");
        int version = Pkcs12KeyStore.addRootVersion(file, password);
        Pkcs12KeyStore.addSigningKey(file, password, "next", Instant.now());

        Answer after = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            Answer meanwhile = bed.agency().send(bed.aLetter());
            assertThat(meanwhile.status()).as(meanwhile.toString()).isEqualTo(202);
            JWSObject receipt = JWSObject.parse(meanwhile.body().path("receipt").asText());
            assertThat(receipt.verify(bed.published(receipt))).isTrue();
            return meanwhile;
        }, sent -> !signer(sent).equals(oldSigner));

        assertThat(bed.count("select count(*) from gateway.sending where id = '" + after.messageId() + "' and substring(content_key from 2 for 4) = '\\x"
                + "%08x".formatted(version) + "'::bytea")).isEqualTo(1);
        assertThat(bed.agency().status(before.messageId()).status()).isEqualTo(200);
        JWSObject first = JWSObject.parse(before.body().path("receipt").asText());
        assertThat(first.verify(bed.published(first))).isTrue();
    }

    @Test void two_certificates_of_an_agency_count_side_by_side_and_one_that_is_taken_out_is_refused_on_its_open_connection() throws Exception {
        Path agreement = bed.system().folder().resolve("agreements").resolve("belastingen.yaml");
        String one = Files.readString(agreement);
        Identity second = bed.system().ca().agency("belastingen-next", "Agentschap Voorbeeldbelastingen", "0999990024", KeyKind.ES256);
        Files.copy(second.certificateFile(), agreement.resolveSibling("certificates").resolve("belastingen-next.pem"));
        ObjectNode both = (ObjectNode) new YAMLMapper().readTree(one);
        both.withArray("/certificates").addObject().put("file", "certificates/belastingen-next.pem").put("sha256", Thumbprints.of(second.certificate()))
                .putArray("use").add("tls").add("sign");
        try (AgencyClient next = AgencyClient.of(with(second), bed.system().folder(), "belastingen")) {
            assertThat(next.send(bed.aLetter()).status()).as("not listed yet").isEqualTo(403);
            replace(agreement, new YAMLMapper().writeValueAsString(both));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> next.send(bed.aLetter()).status() == 202);

            assertThat(bed.agency().send(bed.aLetter()).status()).isEqualTo(202);
            List<Part> signedByTheOther = bed.aLetter().parts();
            assertThat(bed.agency().post(signedByTheOther, Map.of("Idempotency-Key", HttpsBed.quotedKey(), "JWS-Signature", next.signer().sign(signedByTheOther, Instant.now())))
                    .status()).isEqualTo(202);
            Letter repeated = bed.aLetter();
            String key = HttpsBed.key();
            assertThat(bed.agency().send(repeated, key).messageId()).isEqualTo(next.send(repeated, key).messageId());

            replace(agreement, one);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> next.send(bed.aLetter()).status() == 403);
            List<Part> signedByOneTakenOut = bed.aLetter().parts();
            assertThat(bed.agency().post(signedByOneTakenOut, Map.of("Idempotency-Key", HttpsBed.quotedKey(), "JWS-Signature",
                    next.signer().sign(signedByOneTakenOut, Instant.now()))).status()).isEqualTo(401);
            assertThat(bed.agency().send(bed.aLetter()).status()).isEqualTo(202);
        } finally {
            replace(agreement, one);
        }
        assertThat(bed.count("select count(*) from audit.record where event = 'AGREEMENT_CHANGED' and detail::text like '%belastingen%' and detail::text like '%CHANGED%'"
                + " and detail::text like '%certificates%'")).isGreaterThanOrEqualTo(2);
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The sandbox as an agency sees it that has this certificate. */
    private SandboxJson with(Identity identity) {
        SandboxJson usually = bed.sandbox();
        SandboxJson.Agency usual = bed.agency().agency();
        SandboxJson.Agency changed = new SandboxJson.Agency(usual.code(), usual.kbo(), usual.ovo(), usual.mode(), identity.certificateFile().getFileName().toString(),
                identity.keyFile().getFileName().toString(), usual.alg(), usual.sftpUser(), usual.sftpKey(), usual.services(), usual.dataCategories(),
                usual.purposes(), usual.messageTypes());
        return new SandboxJson(usually.environment(), usually.api(), null, null, null, usually.ca(), null, null, List.of(changed), List.of(), null, null, null, null, null);
    }

    private static String signer(Answer accepted) {
        try {
            return JWSObject.parse(accepted.body().path("receipt").asText()).getHeader().getX509CertSHA256Thumbprint().toString();
        } catch (ParseException broken) {
            throw new AssertionError(broken);
        }
    }
}
