package io.postiljon.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sandbox.parts.SshKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small {@code target/sandbox} for the tests of the client: one agency per kind of key, the last in rehearsal; a recipient of each behaviour. */
record SandboxFolder(Path folder, SandboxCa ca, SandboxJson json) {

    static SandboxFolder create(Path folder, int apiPort, int sftpPort) {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        List<SandboxJson.Agency> agencies = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            agencies.add(agency(folder, ca, kind));
        }
        var codes = agencies.stream().map(SandboxJson.Agency::code).toList();
        var json = new SandboxJson("T", URI.create("https://localhost:" + apiPort), null, null, null, "ca.pem", null,
                new SandboxJson.Sftp("localhost", sftpPort, "known_hosts"), agencies, List.of(
                        new SandboxJson.Recipient("citizen", "90610199729", codes, "consent", paper()),
                        new SandboxJson.Recipient("citizen", "90610199828", codes, "no-consent", paper()),
                        new SandboxJson.Recipient("citizen", "90621599704", codes, "never-opened", paper()),
                        new SandboxJson.Recipient("organisation", "0999990123", codes, "consent", paper()),
                        new SandboxJson.Recipient("organisation", "1000000021", codes, "never-opened", paper()),
                        new SandboxJson.Recipient("organisation", "0999992497", codes, "no-box", paper()),
                        new SandboxJson.Recipient("organisation", "1999990045", codes, "not-a-company", paper()),
                        new SandboxJson.Recipient("paper", "dossier-1", codes, "printed", paper())), null, null, null, null, null);
        return new SandboxFolder(folder, ca, json);
    }

    SandboxJson.Agency agency(KeyKind kind) {
        return json.agency("agency-" + kind.name().toLowerCase());
    }

    SandboxJson.Recipient recipient(String kind) {
        return json.recipients().stream().filter(recipient -> recipient.kind().equals(kind)).findFirst().orElseThrow();
    }

    private static SandboxJson.Agency agency(Path folder, SandboxCa ca, KeyKind kind) {
        String code = "agency-" + kind.name().toLowerCase();
        Identity identity = ca.agency(code, "Dienst " + kind, "0999990024", kind);
        SshKey ssh = SshKey.create(folder, code + "-sftp");
        return new SandboxJson.Agency(code, "0999990024", "OVO999001",
                kind == KeyKind.EdDSA ? "rehearsal" : "live", identity.certificateFile().getFileName().toString(),
                identity.keyFile().getFileName().toString(), kind.name(), code, ssh.privateKeyFile().getFileName().toString(),
                List.of("EBOX_CITIZEN", "EBOX_ENTERPRISE", "PRINT"), List.of("tax-assessment"), List.of("levy-of-taxes"),
                List.of(new SandboxJson.MessageType("SIM-BRIEF", "sim:documentendienst", "citizen"),
                        new SandboxJson.MessageType("SIM-BRIEF-B", "sim:documentendienst", "enterprise")));
    }

    private static JsonNode paper() {
        ObjectNode paper = new JsonMapper().createObjectNode();
        paper.putObject("recipient").put("name", "Test Persoon").put("street", "Teststraat").put("houseNumber", "1")
                .put("postalCode", "1000").put("municipality", "Brussel").put("country", "BE");
        return paper;
    }
}
