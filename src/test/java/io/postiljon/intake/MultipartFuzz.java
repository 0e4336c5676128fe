package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.fuzz.FuzzTarget;
import io.postiljon.store.VaultInMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The body of an upload. What is read does not depend on how the bytes arrive, keeps the limits, is what another way of taking a body apart
 * finds too, and a refused body leaves nothing in the vault.
 */
public final class MultipartFuzz implements FuzzTarget {
    private static final String BOUNDARY = "b";
    private static final int DOCUMENTS_LIMIT_BYTES = 1000;
    private static final int MOST_PARTS = 20;

    private final VaultInMemory vault = new VaultInMemory();

    private record Read(List<Issue> refusal, List<Issue> faults, Map<String, String> parts, List<String> contents) {}

    @Override public boolean takes(byte[] input) throws IOException {
        Read whole = read(new ByteArrayInputStream(input));
        assertThat(read(new Slow(input, 1 + input.length % 7))).as("a few bytes at a time").isEqualTo(whole);
        if (whole.refusal().isEmpty() && whole.faults().isEmpty()) {
            assertThat(whole.contents()).as("parts").containsExactlyElementsOf(takenApart(new String(input, StandardCharsets.ISO_8859_1)));
        }
        return whole.refusal().isEmpty() && !whole.contents().isEmpty();
    }

    private Read read(InputStream body) throws IOException {
        try {
            Upload upload = new MultipartReader(vault.vault(), Clock.systemUTC(), Fixtures.AGENCY, DOCUMENTS_LIMIT_BYTES).read(body, BOUNDARY);
            assertThat(vault.size()).as("objects in the vault").isEqualTo(upload.documents().size());
            assertThat(upload.documents().size() + upload.json().map(json -> 1).orElse(0)).isLessThanOrEqualTo(MOST_PARTS);
            assertThat(upload.documents().stream().mapToLong(document -> document.object().sizeBytes()).sum()).isLessThanOrEqualTo(DOCUMENTS_LIMIT_BYTES);
            assertThat(upload.documents().stream().map(ReceivedDocument::partName)).doesNotHaveDuplicates().doesNotContain(MultipartReader.JSON_PART);
            List<String> contents = new ArrayList<>();
            for (ReceivedDocument document : upload.documents()) {
                contents.add(text(vault.content(document.object())));
            }
            upload.json().ifPresent(json -> contents.add(text(json)));
            if (!upload.faults().isEmpty()) {
                RefusalFuzz.requireTellable(Refusal.of(upload.faults()));
            }
            return new Read(List.of(), upload.faults(), upload.parts(), contents.stream().sorted().toList());
        } catch (RefusalException refused) {
            assertThat(vault.size()).as("objects left in the vault").isZero();
            RefusalFuzz.requireTellable(refused.refusal());
            return new Read(refused.refusal().issues(), List.of(), Map.of(), List.of());
        } finally {
            vault.clear();
        }
    }

    /**
     * The contents of the parts as RFC 2046 has it, with nothing but a split at the delimiters. The library also takes one that ends in a bare line
     * feed; nobody else reads the body, so that is harmless (ADR 0027).
     */
    private static List<String> takenApart(String body) {
        List<String> contents = new ArrayList<>();
        String[] pieces = ("\r\n" + body).split("\r\n--" + BOUNDARY, -1);
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            assertThat(pieces[i]).as("a delimiter").matches(piece -> piece.startsWith("\r\n") || piece.startsWith("\n"));
            int behindHeaders = pieces[i].indexOf("\r\n\r\n");
            assertThat(behindHeaders).as("the end of the headers").isNotNegative();
            contents.add(pieces[i].substring(behindHeaders + 4));
        }
        return contents.stream().sorted().toList();
    }

    @Override public List<byte[]> seeds() {
        String json = part("name=\"messageToPublish\"", "application/json", "{\"a\":1}");
        String pdf = part("name=\"upfile1\"; filename=\"a b.pdf\"", "application/pdf", "%PDF-1.7\r\n--not\r\n");
        String more = part("name=upfile2; filename*=UTF-8''%C3%A9.pdf", "application/pdf", "");
        String other = part("name=\"upfile3\"", "text/html", "<html>").replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        return Stream.of(json + pdf + "--b--\r\n", pdf + more + json + "--b--", "\r\n" + json + "--b--\r\nepilogue", "preamble\r\n" + json + "--b--", json + json + other + "--b--\r\n",
                        more.repeat(21) + "--b--", json + part("name=\"upfile1\"; filename=\"x.pdf\"", "application/pdf", "x".repeat(1200)) + "--b--")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    private static String part(String parameters, String type, String content) {
        return "--b\r\nContent-Disposition: form-data; " + parameters + "\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Bytes as a slow connection gives them. */
    private static final class Slow extends ByteArrayInputStream {
        private final int most;

        Slow(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, most));
        }
    }
}
