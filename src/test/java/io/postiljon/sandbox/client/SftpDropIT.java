package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SshKey;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SftpDropIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @TempDir Path folder;
    @TempDir Path served;
    private SandboxFolder sandbox;
    private ServedFolder server;

    @BeforeEach void startsAnSftpServer() throws Exception {
        int port = Ports.free();
        sandbox = SandboxFolder.create(folder, Ports.free(), port);
        server = ServedFolder.start(sandbox, served, "agency-es256");
    }

    @AfterEach void stops() throws Exception {
        server.close();
    }

    @Test void a_drop_is_handed_in_with_its_marker_and_holds_messages_documents_and_signature() throws Exception {
        Drop drop = aDropOf(aLetter(), aLetter());

        try (SftpDrop sftp = connect()) {
            sftp.handIn(drop);

            assertThat(sftp.list("in")).containsExactly("OVO999001.20261124.00007.T.zip", "OVO999001.20261124.00007.T.zip.go");
        }
        Map<String, byte[]> entries = unzipped(served.resolve("in").resolve(drop.zipName()));
        assertThat(entries).containsOnlyKeys("signature.jws", "messages/00001.json", "docs/00001-upfile1.pdf",
                "messages/00002.json", "docs/00002-upfile1.pdf");
        var message = new JsonMapper().readTree(entries.get("messages/00002.json"));
        assertThat(message.at("/attachments/0/httpPartName").asText()).isEqualTo("docs/00002-upfile1.pdf");
        assertThat(message.at("/attachments/0/digest/digestValue").asText())
                .isEqualTo(Jades.digest(entries.get("docs/00002-upfile1.pdf")));
    }

    @Test void the_signature_names_each_other_entry_once_with_its_digest() throws Exception {
        Drop drop = aDropOf(aLetter(), aLetter());

        try (SftpDrop sftp = connect()) {
            sftp.handIn(drop);
        }

        Map<String, byte[]> entries = unzipped(served.resolve("in").resolve(drop.zipName()));
        String signature = new String(entries.remove("signature.jws"), StandardCharsets.US_ASCII);
        var detached = new JsonMapper().readTree(Base64.getUrlDecoder().decode(signature.split("\\.")[0])).path("sigD");
        Map<String, String> signed = new LinkedHashMap<>();
        for (int i = 0; i < detached.path("pars").size(); i++) {
            signed.put(detached.path("pars").get(i).asText(), detached.path("hashV").get(i).asText());
        }
        assertThat(detached.path("pars")).hasSize(entries.size());
        entries.forEach((name, bytes) -> assertThat(signed).containsEntry(name, Jades.digest(bytes)));
    }

    @Test void answers_are_empty_until_they_are_there() throws Exception {
        Drop drop = aDropOf(aLetter());

        try (SftpDrop sftp = connect()) {
            assertThat(sftp.acknowledgement(drop)).isEmpty();
            Files.writeString(served.resolve("out/" + drop.base() + ".ack.json"), "{\"drop\": 1}");
            Files.writeString(served.resolve("rejected/" + drop.base() + ".reject.json"), "{\"status\": 401}");

            assertThat(sftp.acknowledgement(drop).orElseThrow().path("drop").asInt()).isEqualTo(1);
            assertThat(sftp.rejection(drop).orElseThrow().path("status").asInt()).isEqualTo(401);
            assertThat(sftp.result(drop)).isEmpty();
        }
    }

    @Test void a_server_with_another_host_key_gets_nothing() throws Exception {
        SshKey other = SshKey.create(folder, "other");
        Files.writeString(folder.resolve("known_hosts"),
                "[localhost]:" + server.port() + " " + other.publicKeyLine() + "\n");

        assertThatThrownBy(this::connect).isInstanceOf(UncheckedIOException.class).hasRootCauseMessage(
                "HostKey has been changed: [localhost]:" + server.port());
    }

    private SftpDrop connect() {
        return SftpDrop.connect(sandbox.json(), folder, "agency-es256");
    }

    private Letter aLetter() {
        return Letter.forEbox(sandbox.agency(KeyKind.ES256), sandbox.recipient("citizen")).withDocument(SamplePdf.saying("drop"));
    }

    private Drop aDropOf(Letter... letters) {
        return Drop.of(sandbox.json(), sandbox.agency(KeyKind.ES256), DAY, 7, List.of(letters));
    }

    private static Map<String, byte[]> unzipped(Path file) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
