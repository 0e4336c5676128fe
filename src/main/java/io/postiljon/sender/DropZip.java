package io.postiljon.sender;

import io.postiljon.crypto.AgencyKey;
import io.postiljon.crypto.SignedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All sendings in one signed zip for the SFTP entrance, and its empty marker. Nothing is sent. At most 1,000 sendings and 1 GiB. */
final class DropZip {
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+\\.[0-9]{8}\\.[0-9]{5}\\.[PAT]\\.zip");
    private static final int MOST_SENDINGS = 1000;
    private static final long LIMIT_BYTES = 1L << 30;

    private DropZip() {}

    /** The zip is there as a whole or not at all, and never replaces another. @throws Unusable naming the sending that cannot be read */
    static void write(Path zip, List<SendingFile> files, AgencyKey signer) throws Unusable, IOException {
        if (!NAME.matcher(zip.getFileName().toString()).matches()) {
            throw new Unusable("--drop must name the zip as the gateway wants it: organisation.day.number.environment.zip, such as OVO002949.20261124.00001.T.zip");
        }
        if (Files.exists(zip)) {
            throw new Unusable(zip + " is there already: take the next number");
        }
        if (files.size() > MOST_SENDINGS) {
            throw new Unusable("a drop holds at most " + MOST_SENDINGS + " sendings: make several");
        }
        List<OutgoingSending> sendings = read(files);
        Path part = zip.resolveSibling(zip.getFileName() + ".part");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(part), StandardCharsets.UTF_8)) {
            entry(out, "signature.jws", signature(sendings, signer));
            for (int i = 0; i < sendings.size(); i++) {
                entry(out, messageEntry(i + 1), sendings.get(i).json());
                for (OutgoingSending.Pdf pdf : sendings.get(i).documents()) {
                    out.putNextEntry(new ZipEntry(pdf.partName()));
                    Files.copy(pdf.file(), (OutputStream) out);
                    out.closeEntry();
                }
            }
        }
        if (Files.size(part) > LIMIT_BYTES) {
            Files.delete(part);
            throw new Unusable("the zip is larger than 1 GiB: make several");
        }
        Files.move(part, zip, StandardCopyOption.ATOMIC_MOVE);
        Files.write(zip.resolveSibling(zip.getFileName() + ".go"), new byte[0], StandardOpenOption.CREATE_NEW);
    }

    private static List<OutgoingSending> read(List<SendingFile> files) throws Unusable, IOException {
        List<OutgoingSending> sendings = new ArrayList<>();
        for (SendingFile file : files) {
            String number = String.format(Locale.ROOT, "%05d", sendings.size() + 1);
            try {
                sendings.add(file.read(part -> "docs/" + number + "-" + part.replaceAll("[^A-Za-z0-9_-]", "_") + ".pdf"));
            } catch (Unusable unusable) {
                throw new Unusable(file.name() + ": " + unusable.getMessage());
            }
        }
        return sendings;
    }

    private static byte[] signature(List<OutgoingSending> sendings, AgencyKey signer) {
        List<SignedPart> entries = new ArrayList<>();
        for (int i = 0; i < sendings.size(); i++) {
            List<SignedPart> parts = sendings.get(i).parts();
            entries.add(new SignedPart(messageEntry(i + 1), parts.get(0).digest()));
            entries.addAll(parts.subList(1, parts.size()));
        }
        return signer.sign(entries, Instant.now()).getBytes(StandardCharsets.US_ASCII);
    }

    private static String messageEntry(int number) {
        return String.format(Locale.ROOT, "messages/%05d.json", number);
    }

    private static void entry(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
