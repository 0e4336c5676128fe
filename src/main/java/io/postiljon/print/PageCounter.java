package io.postiljon.print;

import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Counts the pages of stored PDFs, at most two at a time: a PDF can unfold to many times its size. Safe for many threads. */
final class PageCounter {
    private static final int AT_A_TIME = 2;
    private static final int PAGE_LIMIT = 80;
    private static final long MEMORY_LIMIT_BYTES = 64L * 1024 * 1024;

    private final Vault vault;
    private final Semaphore seats = new Semaphore(AT_A_TIME, true);

    PageCounter(Vault vault) {
        this.vault = vault;
    }

    /** @throws Unprintable when it is no PDF, is encrypted, or has no page or more than 80 */
    int pages(StoredDocument document) throws IOException, InterruptedException, Unprintable {
        seats.acquire();
        try (ChannelPages source = new ChannelPages(vault.openChannel(document))) {
            return pages(source);
        } finally {
            seats.release();
        }
    }

    static int pages(ChannelPages source) throws Unprintable {
        try (PDDocument pdf = Loader.loadPDF(source, MemoryUsageSetting.setupMainMemoryOnly(MEMORY_LIMIT_BYTES).streamCache)) {
            if (pdf.isEncrypted()) {
                throw new Unprintable("pdf-encrypted");
            }
            int pages = pdf.getNumberOfPages();
            if (pages < 1 || pages > PAGE_LIMIT) {
                throw new Unprintable("pdf-pages");
            }
            return pages;
        } catch (InvalidPasswordException locked) {
            throw new Unprintable("pdf-encrypted");
        } catch (IOException notAPdf) {
            throw new Unprintable("pdf-unreadable");
        }
    }
}
