package io.postiljon.sandbox.faults;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * A text that must not be found on disk: as it is, in UTF-16, in hex, in base64 wherever in the encoded bytes it begins, and each of these
 * in the entries of a zip, wherever in a file that begins and ends. What is compressed otherwise, or sealed, is not seen.
 */
final class Canary {
    private static final String ZIP_ENTRY = "PK\3\4";

    private final List<byte[]> forms;

    private Canary(List<byte[]> forms) {
        this.forms = forms;
    }

    /** {@code text}: ASCII, at least 16 characters. */
    static Canary of(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        List<byte[]> forms = new ArrayList<>(List.of(ascii, text.getBytes(StandardCharsets.UTF_16LE), text.getBytes(StandardCharsets.UTF_16BE),
                HexFormat.of().formatHex(ascii).getBytes(StandardCharsets.US_ASCII)));
        for (int skipped = 0; skipped < 3; skipped++) {
            int whole = (ascii.length - skipped) / 3 * 3;       // three bytes are four characters, whatever stands around them
            forms.add(Base64.getEncoder().encode(Arrays.copyOfRange(ascii, skipped, skipped + whole)));
        }
        return new Canary(forms);
    }

    /** Names of the files under the folder that hold it in some form. Files of a running system may come and go: stop it before. */
    List<String> tracesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(this::isIn).map(file -> folder.relativize(file).toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean isIn(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return isIn(bytes) || zipEntries(bytes).stream().anyMatch(this::isIn);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean isIn(byte[] bytes) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);   // a character per byte
        return forms.stream().anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)));
    }

    /** What can be inflated at each place where the entry of a zip seems to begin. */
    private static List<byte[]> zipEntries(byte[] bytes) {
        List<byte[]> entries = new ArrayList<>();
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = content.indexOf(ZIP_ENTRY); at >= 0; at = content.indexOf(ZIP_ENTRY, at + 1)) {
            entries.add(firstEntry(bytes, at));
        }
        return entries;
    }

    /** As far as it goes: what follows may be cut off or no zip at all. */
    private static byte[] firstEntry(byte[] bytes, int at) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            if (zip.getNextEntry() != null) {
                zip.transferTo(content);
            }
        } catch (IOException | IllegalArgumentException broken) {
            // what was read before that is looked at
        }
        return content.toByteArray();
    }
}
