package io.postiljon.sandbox.faults;

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

/**
 * A text that must not be found on disk: as it is, in UTF-16, in hex, and in base64 wherever in the encoded bytes it begins. What is
 * compressed or sealed is not seen.
 */
final class Canary {
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
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);   // a character per byte
            return forms.stream().anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
