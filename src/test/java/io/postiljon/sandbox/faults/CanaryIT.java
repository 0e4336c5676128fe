package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.SftpDrop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a document stands nowhere on disk: not in the vault, a journal, a database file, a log or a temporary file. */
@Timeout(300)
class CanaryIT {
    private static final String CANARY = "canary " + UUID.randomUUID();
    private static final Duration REST = Duration.ofSeconds(90);

    private FaultTestBed bed;

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void a_document_leaves_no_plain_trace_on_disk() throws IOException {
        Path temporary = Files.createDirectories(Path.of("target", "faults", "canary-tmp").toAbsolutePath());
        bed = FaultTestBed.start("canary", List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary));
        SandboxJson sandbox = bed.sandbox();
        SandboxJson.Agency agency = sandbox.agency("belastingen");
        List<Letter> letters = Correspondent.EVERYDAY.stream()
                .map(to -> to.addressed(agency, to.recipient(sandbox, agency)).withDocument(aDocument())).toList();
        List<Letter> inDrop = letters.stream().map(letter -> letter.withNewReference()).toList();

        try (AgencyClient client = AgencyClient.of(sandbox, bed.system().folder(), agency.code());
             SftpDrop sftp = SftpDrop.connect(sandbox, bed.system().folder(), agency.code())) {
            for (Letter letter : letters) {
                assertThat(client.send(letter)).matches(Answer::accepted);
            }
            Drop drop = Drop.of(sandbox, agency, LocalDate.now(ZoneId.of("Europe/Brussels")), 1, inDrop);
            sftp.put("in/" + drop.zipName(), stored(drop, client.signer().sign(drop.entries(), Instant.now())));
            sftp.release(drop.zipName());
            Awaitility.await("the drop is answered").atMost(REST).until(() -> sftp.result(drop).or(() -> sftp.rejection(drop)).isPresent());
            assertThat(sftp.rejection(drop)).isEmpty();
            assertThat(bed.register().sendings()).hasSize(letters.size() + inDrop.size());
        }
        bed.reckoning(bed.traffic()).awaitRest(REST);
        bed.close();                            // the database writes out what it still holds

        Path folder = bed.system().folder();
        assertThat(Reckoning.vaultFiles(folder)).as("documents for recipients of paper stay in the vault").hasSizeGreaterThanOrEqualTo(4)
                .allMatch(file -> file.toFile().length() > 500);
        assertThat(Canary.of(CANARY).tracesIn(folder)).as("files with what stands in a document").isEmpty();
        assertThat(Canary.of(CANARY).tracesIn(temporary)).as("temporary files with what stands in a document").isEmpty();
    }

    /** A zip that compresses nothing, so that what is laid aside of it is seen. */
    private static byte[] stored(Drop drop, String signature) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        drop.writeTo(zip, signature, Deflater.NO_COMPRESSION);
        assertThat(zip.toString(StandardCharsets.ISO_8859_1)).contains(CANARY);
        return zip.toByteArray();
    }

    /** Otherwise the test above could pass because it is blind. */
    @Test void the_search_finds_each_form(@TempDir Path folder) throws IOException {
        byte[] pdf = aDocument();
        Files.write(folder.resolve("plain"), pdf);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[pdf.length + shift];
            System.arraycopy(pdf, 0, shifted, shift, pdf.length);
            Files.write(folder.resolve("base64-" + shift), java.util.Base64.getEncoder().encode(shifted));
        }
        Files.write(folder.resolve("utf-16le"), ("x" + CANARY).getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("utf-16be"), ("x" + CANARY).getBytes(StandardCharsets.UTF_16BE));
        Files.writeString(folder.resolve("hex"), java.util.HexFormat.of().formatHex(pdf));
        byte[] zip = zip(pdf, Deflater.DEFAULT_COMPRESSION);
        assertThat(new String(zip, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
        Files.write(folder.resolve("zip"), zip);
        Files.write(folder.resolve("zip-stored"), zip(pdf, Deflater.NO_COMPRESSION));
        Files.write(folder.resolve("zip-inside"), joined("some bytes before, PK\3\4 and no zip".getBytes(StandardCharsets.US_ASCII), zip));
        Files.write(folder.resolve("zip-cut"), Arrays.copyOf(zip, zip.length - 30));
        Files.write(folder.resolve("zip-of-nothing"), zip(new byte[] {1}, Deflater.DEFAULT_COMPRESSION));
        Files.writeString(folder.resolve("nothing"), "x");

        List<String> found = Canary.of(CANARY).tracesIn(folder);

        assertThat(found).containsExactlyInAnyOrder("plain", "base64-0", "base64-1", "base64-2", "utf-16le", "utf-16be", "hex",
                "zip", "zip-stored", "zip-inside", "zip-cut");
    }

    private static byte[] zip(byte[] content, int level) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(level);
            zip.putNextEntry(new ZipEntry("docs/first.pdf"));
            zip.write(new byte[1000]);
            zip.putNextEntry(new ZipEntry("docs/00001.pdf"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] aDocument() {
        return SamplePdf.saying(CANARY);
    }
}
