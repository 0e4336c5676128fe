package io.postiljon.sandbox.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Many letters in one zip: {@code messages/*.json}, {@code docs/*.pdf}, and {@code signature.jws} over all of these.
 *
 * @param base    name without {@code .zip}: organisation, day, sequence, environment
 * @param entries all but the signature; a part's name is the entry's name
 */
public record Drop(String base, List<Part> entries) {
    public static final String SIGNATURE_ENTRY = "signature.jws";

    public Drop {
        entries = List.copyOf(entries);
    }

    /**
     * {@code sequence}: 0 to 99999, each once per organisation, day and environment. The n-th letter, from 1, becomes
     * {@code messages/0000n.json}; its documents are renamed to match.
     */
    public static Drop of(SandboxJson sandbox, SandboxJson.Agency from, LocalDate day, int sequence, List<Letter> letters) {
        String organisation = from.ovo() == null ? from.kbo() : from.ovo();
        String base = String.format(Locale.ROOT, "%s.%s.%05d.%s",
                organisation, day.format(DateTimeFormatter.BASIC_ISO_DATE), sequence, sandbox.environment());
        List<Part> entries = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            String number = String.format(Locale.ROOT, "%05d", i + 1);
            Letter letter = letters.get(i).withDocumentNames(name -> "docs/" + number + "-" + name + ".pdf");
            entries.add(new Part(messageEntry(i + 1), null, "application/json", letter.messagePart().bytes()));
            entries.addAll(letter.documents());
        }
        return new Drop(base, entries);
    }

    /** Name of the JSON of the n-th letter, from 1, as the result file repeats it. */
    public static String messageEntry(int number) {
        return String.format(Locale.ROOT, "messages/%05d.json", number);
    }

    public String zipName() {
        return base + ".zip";
    }

    /** Writes the zip, signed at this moment; does not close the stream. */
    public void writeTo(OutputStream out, Jades signer, Instant at) throws IOException {
        writeTo(out, signer.sign(entries, at));
    }

    /** Writes the zip with any signature. */
    public void writeTo(OutputStream out, String signature) throws IOException {
        writeTo(out, signature, Deflater.DEFAULT_COMPRESSION);
    }

    /** {@code level}: of {@link Deflater}; with {@link Deflater#NO_COMPRESSION} the bytes of each document stand in the zip as they are. */
    public void writeTo(OutputStream out, String signature, int level) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(level);
        write(zip, SIGNATURE_ENTRY, signature.getBytes(StandardCharsets.US_ASCII));
        for (Part entry : entries) {
            write(zip, entry.name(), entry.bytes());
        }
        zip.finish();
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
