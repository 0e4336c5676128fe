package io.postiljon.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageCounterTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 80})
    void pages_are_counted_through_a_channel(int pages) throws Exception {
        assertThat(count(Paper.pdf(pages))).isEqualTo(pages);
    }

    @Test void more_than_eighty_pages_is_a_refusal() {
        assertThatThrownBy(() -> count(Paper.pdf(81))).isInstanceOf(Unprintable.class).hasMessage("pdf-pages");
    }

    @Test void what_is_no_pdf_is_a_refusal() {
        assertThatThrownBy(() -> count(new byte[] {'%', 'P', 'D', 'F'})).isInstanceOf(Unprintable.class).hasMessage("pdf-unreadable");
    }

    @Test void a_locked_pdf_is_a_refusal() throws IOException {
        ByteArrayOutputStream locked = new ByteArrayOutputStream();
        try (PDDocument pdf = Loader.loadPDF(Paper.pdf(1))) {
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            pdf.save(locked);
        }

        assertThatThrownBy(() -> count(locked.toByteArray())).isInstanceOf(Unprintable.class).hasMessage("pdf-encrypted");
    }

    private int count(byte[] pdf) throws IOException, Unprintable {
        Path file = Files.write(folder.resolve("document"), pdf);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return PageCounter.pages(new ChannelPages(channel));
        }
    }
}
