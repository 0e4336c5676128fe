package io.postiljon.sandbox;

import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Puts a ready drop in the sandbox's folder, a signed zip and its marker, for anybody to hand in with an SFTP program. */
final class DropExample {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final int SEQUENCES = 100_000;

    private DropExample() {}

    /** One letter to the eBox of a citizen and one on paper, of the first agency, signed now. */
    static void write(SandboxJson sandbox, Path folder, Clock clock) {
        SandboxJson.Agency agency = sandbox.agencies().getFirst();
        Instant now = clock.instant();
        // half a round away from the numbers that the story takes from the same clock
        int sequence = (int) ((now.getEpochSecond() + SEQUENCES / 2) % SEQUENCES);
        Drop drop = Drop.of(sandbox, agency, LocalDate.ofInstant(now, BRUSSELS), sequence, List.of(
                Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("Een brief uit een zip")),
                Letter.onPaper(agency, sandbox.recipient(agency, "paper", "printed")).withDocument(SamplePdf.saying("Een brief op papier"))));
        Jades signer = Jades.of(agency.alg(), folder.resolve(agency.key()), folder.resolve(agency.certificate()));
        try (OutputStream zip = Files.newOutputStream(folder.resolve(drop.zipName()))) {
            drop.writeTo(zip, signer, now);
            Files.createFile(folder.resolve(drop.zipName() + ".go"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Name of the zip; the marker is named after it. */
    static String zipName(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".zip")).findFirst().orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
