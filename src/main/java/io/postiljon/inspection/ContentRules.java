package io.postiljon.inspection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What no dictionary may say, wherever it stands: actions that run, fetch, send or open something, and files inside the file. Links
 * within the document and to the web are fine. Remembers what it met.
 */
final class ContentRules {
    /** Actions, by {@code /S}. */
    private static final Set<String> ACTIONS = Set.of("JavaScript", "Launch", "SubmitForm", "GoToR", "GoToE", "ImportData", "Rendition",
            "Movie", "Sound", "RichMediaExecute", "GoTo3DView");
    /** Annotations and other things that play or run, by {@code /Subtype}. */
    private static final Set<String> PLAYERS = Set.of("RichMedia", "Movie", "Sound", "Screen", "3D", "PS");
    private static final Set<String> ACTIVE_KEYS = Set.of("JavaScript", "JS", "XFA", "AA", "RichMediaContent", "RichMediaSettings", "Rendition");
    private static final Set<String> FILE_KEYS = Set.of("EmbeddedFiles", "EmbeddedFile", "EF", "AF", "Collection");
    private static final Set<String> SCHEMES_THAT_RUN = Set.of("javascript", "vbscript", "data", "file");
    private static final int LONGEST_SIDE = 65_500;

    private final PdfIndex index;
    private final long pixels;
    private final Set<FindingCode> met = EnumSet.noneOf(FindingCode.class);

    ContentRules(PdfIndex index, long pixels) {
        this.index = index;
        this.pixels = pixels;
    }

    Set<FindingCode> met() {
        return met;
    }

    /** One indirect object, or one value of an object stream. */
    void judge(Object value, boolean isStream) throws PdfBroken {
        if (value instanceof PdfName name && (ACTIONS.contains(name.text()) || PLAYERS.contains(name.text()))) {
            met.add(FindingCode.ACTIVE_CONTENT);            // a name alone is there to be referred to by an action
        }
        if (value instanceof byte[] text && runs(text)) {
            met.add(FindingCode.ACTIVE_CONTENT);            // likewise a text alone
        }
        if (isStream && value instanceof PdfDictionary stream) {
            judgeStream(stream);
        }
        Deque<Object> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof List<?> list) {
                list.forEach(open::push);
            } else if (next instanceof PdfDictionary dictionary) {
                for (PdfDictionary.Entry entry : dictionary.entries()) {
                    judge(entry);
                    open.push(entry.value());
                }
            }
        }
    }

    void judgeTrailer(PdfDictionary trailer) throws PdfBroken {
        if (trailer.has("Encrypt")) {
            met.add(FindingCode.ENCRYPTED);
        }
        judge(trailer, false);
    }

    private void judge(PdfDictionary.Entry entry) {
        if (ACTIVE_KEYS.contains(entry.key())) {
            met.add(FindingCode.ACTIVE_CONTENT);
        }
        if (FILE_KEYS.contains(entry.key())) {
            met.add(FindingCode.EMBEDDED_FILE);
        }
        String name = entry.value() instanceof PdfName given ? given.text() : "";
        switch (entry.key()) {
            case "S" -> meetIf(ACTIONS.contains(name), FindingCode.ACTIVE_CONTENT);
            case "Subtype" -> {
                meetIf(PLAYERS.contains(name), FindingCode.ACTIVE_CONTENT);
                meetIf(name.equals("FileAttachment"), FindingCode.EMBEDDED_FILE);
            }
            case "Type" -> {
                meetIf(name.equals("Rendition"), FindingCode.ACTIVE_CONTENT);
                meetIf(name.equals("EmbeddedFile"), FindingCode.EMBEDDED_FILE);
            }
            case "URI" -> meetIf(entry.value() instanceof byte[] address && runs(address), FindingCode.ACTIVE_CONTENT);
            default -> { }
        }
    }

    private void judgeStream(PdfDictionary stream) throws PdfBroken {
        meetIf(stream.has("F") || stream.has("FFilter"), FindingCode.ACTIVE_CONTENT);         // its bytes lie in another file
        Object width = index.resolve(stream.last("Width").orElse(null));
        Object height = index.resolve(stream.last("Height").orElse(null));
        if (width instanceof Long across && height instanceof Long down) {
            meetIf(across > LONGEST_SIDE || down > LONGEST_SIDE || across * down > pixels, FindingCode.TOO_COMPLEX);
        }
    }

    private void meetIf(boolean holds, FindingCode code) {
        if (holds) {
            met.add(code);
        }
    }

    private static boolean runs(byte[] address) {
        String text = new String(address, StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x20\u00fe\u00ff]", "").toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':');
        return colon > 0 && SCHEMES_THAT_RUN.contains(text.substring(0, colon));
    }
}
