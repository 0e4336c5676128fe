package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sendings;
import io.postiljon.store.Sweep;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultObjectKind;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The sweep of the vault beside uploads and commits that take their time: it removes what is noise, and nothing else. */
@Timeout(120)
class VaultSweepIT {
    private static final AgencyCode OWNER = new AgencyCode("belastingen");

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static AgencyClient client;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system, "--store.noise-age=5s", "--store.noise-period=100", "--intake.upload-deadline=3s");
        sandbox = SandboxFile.of(system);
        client = AgencyClient.of(sandbox, system.folder(), OWNER.value());
        SandboxPeople.openDossiers(client);
    }

    @AfterAll static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(client, gateway, system).filter(part -> part != null).toList()) {
            part.close();
        }
    }

    @Test void an_upload_is_told_that_it_is_too_slow_before_its_first_document_is_noise() throws Exception {
        List<Path> before = documents();

        String answer = twoParts(Duration.ofSeconds(4));

        assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        assertThat(documents()).isEqualTo(before);
        SandboxJson.Agency agency = sandbox.agency(OWNER.value());
        Letter letter = Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("Brief"));
        assertThat(client.send(letter).status()).isEqualTo(202);
    }

    @Test void an_object_in_flight_is_no_noise_however_old_it_is() throws Exception {
        DocumentId id = new DocumentId(UUID.randomUUID());
        try (VaultWriter writer = vault().write(OWNER, id)) {
            writer.write(1);
            age(id);

            gateway.bean(Sweep.class).removeNoise();

            assertThat(file(id)).exists();
        }
        assertThat(file(id)).as("abandoned").doesNotExist();
    }

    @Test void an_object_whose_row_is_committed_during_the_sweep_stays() throws Exception {
        SealedObject object = sealed();
        age(object.id());

        new TransactionTemplate(gateway.bean(PlatformTransactionManager.class)).executeWithoutResult(uncommitted -> {
            gateway.bean(Sendings.class).keep(VaultObjectKind.COVER, object, Optional.empty());
            gateway.bean(Sweep.class).removeNoise();
        });
        gateway.bean(Sweep.class).removeNoise();

        assertThat(file(object.id())).exists();
    }

    @Test void an_object_whose_row_is_rolled_back_is_noise() throws Exception {
        SealedObject object = sealed();
        age(object.id());

        new TransactionTemplate(gateway.bean(PlatformTransactionManager.class)).executeWithoutResult(refused -> {
            gateway.bean(Sendings.class).keep(VaultObjectKind.COVER, object, Optional.empty());
            refused.setRollbackOnly();
        });
        gateway.bean(Sweep.class).removeNoise();

        assertThat(file(object.id())).doesNotExist();
    }

    @Test void an_object_that_waited_too_long_or_is_gone_is_not_made_to_exist() throws Exception {
        SealedObject old = sealed();
        age(old.id());
        SealedObject gone = sealed();
        Files.delete(file(gone.id()));

        assertThatThrownBy(() -> vault().sync(List.of(old))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> vault().sync(List.of(gone))).isInstanceOf(IOException.class);
        vault().discard(old.id());
    }

    private static SealedObject sealed() throws IOException {
        try (VaultWriter writer = vault().write(OWNER, new DocumentId(UUID.randomUUID()))) {
            writer.write(1);
            return writer.finish();
        }
    }

    private static Vault vault() {
        return gateway.bean(Vault.class);
    }

    private static void age(DocumentId id) throws IOException {
        Files.setLastModifiedTime(file(id), FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
    }

    private static Path file(DocumentId id) {
        return system.folder().resolve("vault").resolve(String.format("%02x", id.value().getLeastSignificantBits() & 0xff)).resolve(id + ".sealed");
    }

    private static List<Path> documents() {
        try (Stream<Path> files = Files.walk(system.folder().resolve("vault"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Two documents with a pause between them. */
    private static String twoParts(Duration pause) throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"upfile%d\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%%PDF-1.7 test\r\n";
        try (SSLSocket socket = (SSLSocket) system.ca().contextOf(system.member(OWNER.value()).identity()).getSocketFactory()
                .createSocket("localhost", system.apiPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                    + "Idempotency-Key: \"" + UUID.randomUUID() + "\"\r\nContent-Length: 400\r\n\r\n" + part.formatted(1)).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(pause.toMillis());
            out.write(part.formatted(2).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
