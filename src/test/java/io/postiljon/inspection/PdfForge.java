package io.postiljon.inspection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Makes PDFs object by object, sound ones and such as an attacker would make. The same calls give the same bytes. Objects 1 to 5 are
 * there from the start: catalog, pages, one A4 page, its content, Helvetica.
 */
public final class PdfForge {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<Integer, byte[]> objects = new TreeMap<>();
    private final Map<Integer, byte[]> packed = new TreeMap<>();
    private String catalog = "";
    private String page = "";
    private String trailer = "";
    private long previous = -1;
    private int size = 6;

    public static PdfForge aLetter() {
        PdfForge forge = new PdfForge();
        forge.ascii("%PDF-1.7\n%\u00e2\u00e3\n");
        forge.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        forge.content("BT /F1 12 Tf 72 720 Td (Brief) Tj ET");
        forge.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        return forge;
    }

    public PdfForge object(int number, String body) {
        objects.put(number, body.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Into an object stream, and so the cross-reference becomes a stream too. */
    public PdfForge packed(int number, String body) {
        packed.put(number, body.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public PdfForge stream(int number, String entries, byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("<< " + entries + " /Length " + bytes.length + " >>\nstream\n").getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(bytes);
        body.writeBytes("\nendstream".getBytes(StandardCharsets.ISO_8859_1));
        objects.put(number, body.toByteArray());
        return this;
    }

    public PdfForge content(String operators) {
        return stream(4, "", operators.getBytes(StandardCharsets.ISO_8859_1));
    }

    public PdfForge inCatalog(String entries) {
        catalog += " " + entries;
        return this;
    }

    public PdfForge inPage(String entries) {
        page += " " + entries;
        return this;
    }

    public PdfForge inTrailer(String entries) {
        trailer += " " + entries;
        return this;
    }

    /** Bytes between the objects, where none belong. */
    public PdfForge between(String text) {
        ascii(text);
        return this;
    }

    /** Ends a revision; what comes after is an incremental update of it. */
    public PdfForge revision() {
        if (previous < 0) {
            objects.putIfAbsent(1, ("<< /Type /Catalog /Pages 2 0 R" + catalog + " >>").getBytes(StandardCharsets.ISO_8859_1));
            String box = page.contains("/MediaBox") ? "" : " /MediaBox [0 0 595 842]";
            String resources = page.contains("/Resources") ? "" : " /Resources << /Font << /F1 5 0 R >> >>";
            objects.putIfAbsent(3, ("<< /Type /Page /Parent 2 0 R" + box + " /Contents 4 0 R" + resources + page + " >>").getBytes(StandardCharsets.ISO_8859_1));
        }
        int container = packed.isEmpty() ? 0 : Math.max(size, last() + 1);
        if (container > 0) {
            StringBuilder heads = new StringBuilder();
            ByteArrayOutputStream bodies = new ByteArrayOutputStream();
            packed.forEach((number, body) -> {
                heads.append(number).append(' ').append(bodies.size()).append(' ');
                bodies.writeBytes(body);
                bodies.write(' ');
            });
            byte[] all = (heads + bodies.toString(StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
            stream(container, "/Type /ObjStm /N " + packed.size() + " /First " + heads.length() + " /Filter /FlateDecode", deflated(all));
        }
        Map<Integer, Integer> places = new LinkedHashMap<>();
        objects.forEach((number, body) -> {
            places.put(number, out.size());
            ascii(number + " 0 obj\n");
            out.writeBytes(body);
            ascii("\nendobj\n");
        });
        size = Math.max(size, last() + 1);
        long start = out.size();
        String ends = " /Root 1 0 R" + (previous < 0 ? "" : " /Prev " + previous) + trailer;
        if (container > 0) {
            int number = size++;
            places.put(number, (int) start);
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            StringBuilder index = new StringBuilder();
            places.forEach((object, place) -> {
                index.append(object).append(" 1 ");
                rows.writeBytes(new byte[] {1, (byte) (place >> 16), (byte) (place >> 8), (byte) (int) place, 0});
            });
            int at = 0;
            for (int object : packed.keySet()) {
                index.append(object).append(" 1 ");
                rows.writeBytes(new byte[] {2, (byte) (container >> 16), (byte) (container >> 8), (byte) container, (byte) at++});
            }
            byte[] table = deflated(rows.toByteArray());
            ascii(number + " 0 obj\n<< /Type /XRef /Size " + size + " /W [1 3 1] /Index [" + index + "] /Filter /FlateDecode /Length "
                    + table.length + ends + " >>\nstream\n");
            out.writeBytes(table);
            ascii("\nendstream\nendobj\n");
        } else {
            ascii("xref\n0 1\n0000000000 65535 f \n");
            places.forEach((number, place) -> ascii(String.format(Locale.ROOT, "%d 1\n%010d 00000 n \n", number, place)));
            ascii("trailer\n<< /Size " + size + ends + " >>\n");
        }
        ascii("startxref\n" + start + "\n%%EOF\n");
        previous = start;
        objects.clear();
        packed.clear();
        return this;
    }

    public byte[] bytes() {
        return objects.isEmpty() && previous >= 0 ? out.toByteArray() : revision().out.toByteArray();
    }

    public static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** What so many zeros shrink to, in whole mebibytes, without ever holding them. Its checksum at the end is left out. */
    public static byte[] deflatedZeros(long count) {
        Deflater deflater = new Deflater(9);
        byte[] first = flushed(deflater);
        byte[] next = flushed(deflater);               // from the second on, each mebibyte comes to the same bytes
        deflater.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        for (long made = 1024 * 1024; made < count; made += 1024 * 1024) {
            out.writeBytes(next);
        }
        return out.toByteArray();
    }

    private static byte[] flushed(Deflater deflater) {
        deflater.setInput(new byte[1024 * 1024]);
        byte[] buffer = new byte[64 * 1024];
        return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH));
    }

    private int last() {
        int last = objects.keySet().stream().mapToInt(number -> number).max().orElse(0);
        return Math.max(last, packed.keySet().stream().mapToInt(number -> number).max().orElse(0));
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
