package io.postiljon.print;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OrderZipTest {
    @Test void the_entries_come_in_their_order_with_their_bytes() throws IOException {
        byte[] big = new byte[300_000];
        new Random(7).nextBytes(big);
        OrderZip zip = new OrderZip(List.of(OrderZip.Entry.of("manifest.json", new byte[] {1}), OrderZip.Entry.of("docs/a.pdf", big),
                OrderZip.Entry.of("docs/empty.pdf", new byte[0])).iterator());

        Map<String, byte[]> read = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(zip)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                read.put(entry.getName(), in.readAllBytes());
            }
        }

        assertThat(read.keySet()).containsExactly("manifest.json", "docs/a.pdf", "docs/empty.pdf");
        assertThat(read.get("docs/a.pdf")).isEqualTo(big);
    }

    @Test void a_document_is_asked_for_only_when_it_is_read() throws IOException {
        AtomicLong asked = new AtomicLong();
        Random noise = new Random(7);
        InputStream endless = new InputStream() {
            @Override public int read() {
                asked.incrementAndGet();
                return noise.nextInt(256);
            }
        };
        OrderZip zip = new OrderZip(List.of(new OrderZip.Entry("docs/endless.pdf", () -> endless)).iterator());

        int taken = zip.readNBytes(10_000).length;

        assertThat(taken).isEqualTo(10_000);
        assertThat(asked.get()).isLessThan(200_000); // two or three steps ahead, of a stream without end
    }

    @Test void a_document_that_cannot_be_read_ends_the_zip_with_an_error() {
        OrderZip zip = new OrderZip(List.of(new OrderZip.Entry("docs/a.pdf", () -> {
            throw new IOException("away");
        }), OrderZip.Entry.of("docs/b.pdf", new byte[1])).iterator());

        assertThatThrownBy(() -> zip.transferTo(java.io.OutputStream.nullOutputStream())).isInstanceOf(IOException.class);
    }

    @Test void closing_it_closes_the_document_that_is_open() throws IOException {
        boolean[] closed = {false};
        InputStream document = new ByteArrayInputStream(new byte[1_000_000]) {
            @Override public void close() {
                closed[0] = true;
            }
        };
        OrderZip zip = new OrderZip(List.of(new OrderZip.Entry("docs/a.pdf", () -> document)).iterator());
        zip.readNBytes(10);

        zip.close();

        assertThat(closed[0]).isTrue();
    }
}
