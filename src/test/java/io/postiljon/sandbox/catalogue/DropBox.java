package io.postiljon.sandbox.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.SftpDrop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/** The SFTP account of {@code rechtbank}, which sends on paper only. */
final class DropBox implements AutoCloseable {
    static final String AGENCY = "rechtbank";
    static final String IN = "/agencies/rechtbank/in/";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final CatalogueBed bed;
    private final SandboxJson.Agency agency;
    private final SftpDrop sftp;
    private final Jades signer;
    private final AtomicInteger sequence = new AtomicInteger();

    DropBox(CatalogueBed bed) {
        this.bed = bed;
        this.agency = bed.sandbox().agency(AGENCY);
        this.sftp = SftpDrop.connect(bed.sandbox(), bed.system().folder(), AGENCY);
        this.signer = Jades.of(agency.alg(), bed.system().folder().resolve(agency.key()), bed.system().folder().resolve(agency.certificate()));
    }

    CatalogueBed bed() {
        return bed;
    }

    SftpDrop sftp() {
        return sftp;
    }

    Jades signer() {
        return signer;
    }

    Letter letter() {
        return Letter.onPaper(agency, bed.sandbox().recipient(agency, "paper", "printed")).withDocument(SamplePdf.saying("Brief op papier"));
    }

    Drop drop(int letters) {
        return drop(IntStream.range(0, letters).mapToObj(n -> letter()).toList());
    }

    Drop drop(List<Letter> letters) {
        return Drop.of(bed.sandbox(), agency, LocalDate.now(ZoneId.of("Europe/Brussels")), sequence.incrementAndGet(), letters);
    }

    /** With a good signature. */
    Drop handIn(Drop drop) {
        sftp.handIn(drop);
        return drop;
    }

    Drop handIn(Drop drop, String signature) {
        sftp.upload(drop, signature);
        sftp.release(drop.zipName());
        return drop;
    }

    /** With a good signature over these entries in place of its own. */
    Drop signedOver(Drop drop, List<Part> entries) {
        return handIn(drop, signer.sign(entries, Instant.now()));
    }

    /** With one entry more, under a signature that covers it. */
    Drop withEntry(String name, byte[] content) {
        Drop drop = drop(1);
        List<Part> entries = new ArrayList<>(drop.entries());
        entries.add(new Part(name, null, null, content));
        return handIn(new Drop(drop.base(), entries));
    }

    /** These bytes in place of a zip. */
    Drop bytes(byte[] zip) {
        Drop drop = drop(1);
        sftp.put("in/" + drop.zipName(), zip);
        sftp.release(drop.zipName());
        return drop;
    }

    /** A good zip, signed. */
    byte[] zip(Drop drop) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        drop.writeTo(out, signer, Instant.now());
        return out.toByteArray();
    }

    /** One entry of nothing but zeros. */
    static byte[] bomb(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry("docs/bomb.pdf"));
            for (int i = 0; i < mebibytes; i++) {
                zip.write(new byte[1024 * 1024]);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    JsonNode rejection(Drop drop) {
        return soon(() -> sftp.rejection(drop));
    }

    JsonNode result(Drop drop) {
        return soon(() -> sftp.result(drop));
    }

    void awaitGone(Drop drop) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> sftp.list("in").stream().noneMatch(name -> name.startsWith(drop.base())));
    }

    private static <T> T soon(Callable<Optional<T>> question) {
        return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(question, Optional::isPresent).orElseThrow();
    }

    @Override public void close() {
        sftp.close();
    }
}
