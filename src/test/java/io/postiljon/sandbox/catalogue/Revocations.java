package io.postiljon.sandbox.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.RevocationService;
import io.postiljon.sandbox.parts.RevocationService.Say;
import io.postiljon.sandbox.parts.SandboxCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * An agency of its own, {@code herroepen}, whose certificates are revoked or of which nobody says whether they are, below three
 * authorities: the sandbox's, which answers by OCSP, one that publishes a list, and one that is trusted for a while only.
 */
final class Revocations implements AutoCloseable {
    /** A minute is what is promised. The bed asks each second; the default is 20 seconds, with 7 for a slow answer. */
    private static final Duration PROMISED = Duration.ofSeconds(60);
    private static final String QUESTION = "GET /api/v1/refData/statuses HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final SandboxSystem system;
    private final SandboxCa lists;
    private final SandboxCa guest;
    private final RevocationService listed;
    private final RevocationService guestAnswers;
    private final ObjectNode agreement;
    final Identity good;
    final Identity revokedLater;
    final Identity listedLater;
    final Identity forgotten;
    final Identity revoked;
    final Identity tryLater;
    final Identity unknown;
    final Identity away;
    final Identity old;
    final Identity signer;
    final Identity dropSigner;
    final Identity dropSignerUnknown;
    final Identity ofGuest;

    /** Before the gateway starts. */
    Revocations(SandboxSystem system) throws IOException {
        this.system = system;
        lists = SandboxCa.create(system.folder().resolve("list-ca"), "list-ca");
        listed = lists.revocations();
        listed.writeAuthority(system.authorities(), lists, "lists", "crl");
        guest = SandboxCa.create(system.folder().resolve("guest-ca"), "guest-ca");
        guestAnswers = guest.revocations();
        agreement = (ObjectNode) new YAMLMapper().readTree(file("belastingen").toFile());
        agreement.remove("sftp");
        agreement.put("name", "Dienst Herroepen");
        agreement.putObject("organisation").put("kbo", "1999990045").put("ovo", "OVO999007");
        agreement.putArray("certificates");
        good = own(system.ca(), "herroepen-good", "tls");
        revokedLater = own(system.ca(), "herroepen-ocsp", "tls");
        listedLater = own(lists, "herroepen-list", "tls");
        forgotten = own(system.ca(), "herroepen-forgotten", "tls");
        ofGuest = own(guest, "herroepen-guest", "tls");
        revoked = said(own(system.ca(), "herroepen-revoked", "tls"), Say.REVOKED);
        tryLater = said(own(system.ca(), "herroepen-later", "tls"), Say.TRY_LATER);
        unknown = said(own(system.ca(), "herroepen-unknown", "tls"), Say.UNKNOWN);
        away = said(own(system.ca(), "herroepen-away", "tls"), Say.AWAY);
        old = said(own(system.ca(), "herroepen-old", "tls"), Say.OLD);
        signer = said(own(system.ca(), "herroepen-signer", "sign"), Say.REVOKED);
        new YAMLMapper().writeValue(file("herroepen").toFile(), agreement);
        ObjectNode drops = (ObjectNode) new YAMLMapper().readTree(file(DropBox.AGENCY).toFile());
        dropSigner = said(added(drops, system.ca(), "drop-signer", "sign"), Say.REVOKED);
        dropSignerUnknown = said(added(drops, system.ca(), "drop-signer-unknown", "sign"), Say.TRY_LATER);
        new YAMLMapper().writeValue(file(DropBox.AGENCY).toFile(), drops);
    }

    private Path file(String agency) {
        return system.folder().resolve("agreements").resolve(agency + ".yaml");
    }

    private Identity own(SandboxCa by, String name, String use) throws IOException {
        return added(agreement, by, name, use);
    }

    private Identity added(ObjectNode to, SandboxCa by, String name, String use) throws IOException {
        Identity identity = by.agency(name, "Dienst Herroepen", "1999990045", KeyKind.ES256);
        Files.copy(identity.certificateFile(), system.folder().resolve("agreements/certificates").resolve(name + ".pem"));
        ObjectNode entry = ((ArrayNode) to.get("certificates")).addObject();
        entry.put("file", "certificates/" + name + ".pem").put("sha256", Thumbprints.of(identity.certificate())).putArray("use").add(use);
        return identity;
    }

    private Identity said(Identity identity, Say what) {
        system.revocations().say(identity.certificate(), what);
        return identity;
    }

    void say(Identity identity, Say what) {
        said(identity, what);
    }

    /** Asks over one connection: first it is answered, then the certificate is revoked, and within the promised time it is not. */
    Seen revokedOnAnOpenConnection(CatalogueBed bed) throws IOException {
        return changedOnAnOpenConnection(bed, revokedLater, () -> system.revocations().say(revokedLater.certificate(), Say.REVOKED));
    }

    /** Its authority, which called it good, does not know it any more. */
    Seen unknownOnAnOpenConnection(CatalogueBed bed) throws IOException {
        return changedOnAnOpenConnection(bed, forgotten, () -> say(forgotten, Say.UNKNOWN));
    }

    Seen listedOnAnOpenConnection(CatalogueBed bed) throws IOException {
        return changedOnAnOpenConnection(bed, listedLater, () -> listed.list(listedLater.certificate()));
    }

    /** The authority is trusted from now on, and then no more. */
    Seen authorityTakenAway(CatalogueBed bed) throws IOException {
        guestAnswers.writeAuthority(system.authorities(), guest, "guest", "ocsp, crl");
        awaitHandshake(bed, true);
        return changedOnAnOpenConnection(bed, ofGuest, () -> {
            try {
                Files.delete(system.authorities().resolve("guest.yaml"));
                Files.delete(system.authorities().resolve("guest.pem"));
            } catch (IOException undeletable) {
                throw new IllegalStateException(undeletable);
            }
        });
    }

    /** Whether a certificate of the guest gets an answer of HTTP on a new connection. */
    void awaitHandshake(CatalogueBed bed, boolean succeeds) {
        Awaitility.await().atMost(PROMISED).pollInterval(Duration.ofMillis(100)).until(() -> {
            try (Line line = new Line(bed.impostors().shown(ofGuest), system.apiPort())) {
                return line.send(QUESTION).answer().startsWith("HTTP/1.1 200") == succeeds;
            } catch (IOException noHandshake) {
                return !succeeds;
            }
        });
    }

    private Seen changedOnAnOpenConnection(CatalogueBed bed, Identity who, Runnable change) throws IOException {
        try (Line line = new Line(bed.impostors().shown(who), system.apiPort())) {
            assertThat(line.send(QUESTION).answer()).as("before").startsWith("HTTP/1.1 200");
            change.run();
            return Seen.ofHttp(Awaitility.await().atMost(PROMISED).pollInterval(Duration.ofMillis(50))
                    .until(() -> line.send(QUESTION).answer(), answer -> !answer.startsWith("HTTP/1.1 200")));
        }
    }

    /** A sending that is refused before its body is looked at. */
    Seen sending(CatalogueBed bed, Identity who) throws IOException {
        return bed.raw(bed.impostors().shown(who), system.apiPort(), CatalogueBed.uploadHead("Content-Length: 1") + "x");
    }

    /** Over a good connection of the agency. */
    Seen signedByTheRevoked(CatalogueBed bed) throws IOException {
        Letter letter = bed.letter();
        String body = SignatureRows.multipart(letter);
        String signature = jades(signer).sign(letter.parts(), Instant.now());
        return bed.raw(bed.impostors().shown(good), system.apiPort(), CatalogueBed.uploadHead("JWS-Signature: " + signature + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length) + body);
    }

    static Jades jades(Identity identity) {
        return Jades.of("ES256", identity.keyFile(), identity.certificateFile());
    }

    /** Of the authority that was trusted for a while. */
    String guestThumbprint() {
        return Thumbprints.of(guest.certificate());
    }

    /** Thumbprints of all that were revoked. */
    List<String> revokedThumbprints() {
        return List.of(revokedLater, listedLater, revoked, signer, dropSigner).stream().map(identity -> Thumbprints.of(identity.certificate())).toList();
    }

    @Override public void close() {
        listed.close();
        guestAnswers.close();
    }
}
