package io.postiljon.inspection;

import static io.postiljon.inspection.FindingCode.TOO_COMPLEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes, and documents made to run away with them: each ends with a verdict or with "later", and the next document finds a sound one. */
class InspectionWorkersTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long HEAP_BYTES = 64L * 1024 * 1024;
    private static final int LARGEST_BYTES = 30 * 1024 * 1024;
    private static final InspectionLimits WITHOUT_END = new InspectionLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 80, 5);

    private InspectionWorkers workers;

    @AfterEach void end() {
        workers.close();
    }

    @Test void a_letter_passes_again_and_again_in_one_process() throws IOException {
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);

        assertThat(List.of(inspect(PdfForge.aLetter().bytes()), inspect(PdfForge.aLetter().bytes()))).containsOnly(new Report(List.of(), 1));

        assertThat(workers.idle()).hasSize(1).allSatisfy(worker -> assertThat(worker.inspected()).isEqualTo(2));
    }

    @Test void d9_ten_gigabytes_out_of_a_few_kilobytes_end_at_the_limit_with_the_heap_capped() throws IOException {
        byte[] bomb = PdfForge.deflated(PdfForge.deflatedZeros(10L * 1024 * 1024 * 1024));
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);

        assertThat(bomb).hasSizeLessThan(1024 * 1024);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter [/FlateDecode /FlateDecode]", bomb).bytes())).containsExactly(TOO_COMPLEX);

        assertThat(workers.ended()).as("counted, not killed").isZero();
    }

    @Test void d9_what_takes_too_long_is_killed_and_the_next_document_passes() throws IOException {
        workers = workers(WITHOUT_END, Duration.ofSeconds(2));
        byte[] bomb = PdfForge.deflatedZeros(10L * 1024 * 1024 * 1024);

        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter /FlateDecode", bomb).bytes())).containsExactly(TOO_COMPLEX);

        assertThat(codes(PdfForge.aLetter().bytes())).isEmpty();
        assertThat(workers.ended()).isEqualTo(1);
    }

    @Test void d10_what_takes_too_much_memory_dies_and_the_next_document_passes() throws IOException {
        workers = workers(WITHOUT_END, LIMIT);

        assertThat(codes(PdfForge.aLetter().object(7, "[" + "[]".repeat(8_000_000) + "]").bytes())).containsExactly(TOO_COMPLEX);

        assertThat(codes(PdfForge.aLetter().bytes())).isEmpty();
        assertThat(workers.ended()).isEqualTo(1);
    }

    @Test void a_process_that_gets_no_time_to_run_is_no_verdict() throws Exception {
        workers = workers(PdfInspectionTest.LIMITS, Duration.ofSeconds(1));
        inspect(PdfForge.aLetter().bytes());
        assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(workers.idle().getFirst().pid())).start().waitFor()).isZero();

        assertThatThrownBy(() -> inspect(PdfForge.aLetter().bytes())).isInstanceOf(InspectionUnavailable.class);

        assertThat(codes(PdfForge.aLetter().bytes())).isEmpty();
    }

    @Test void a_process_that_died_idle_is_replaced_without_a_word() throws IOException {
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);
        inspect(PdfForge.aLetter().bytes());
        WorkerProcess first = workers.idle().getFirst();
        first.close();
        Awaitility.await().until(() -> !first.isAlive());

        assertThat(codes(PdfForge.aLetter().bytes())).isEmpty();
    }

    @Test void a_process_ends_with_the_gateway() throws Exception {
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);
        Process process = new ProcessBuilder(WorkerCommand.of(PdfInspectionTest.LIMITS, LIMIT, HEAP_BYTES, LARGEST_BYTES)).start();
        assertThat(process.getInputStream().read()).isEqualTo(InspectionWorker.READY);

        process.getOutputStream().close();

        assertThat(process.waitFor()).isZero();
    }

    @Test void a_process_that_cannot_be_started_is_no_verdict() {
        for (String program : List.of("/bin/false", "/nowhere/java")) {
            workers = new InspectionWorkers(List.of(program), 1, 1, LIMIT, LIMIT);

            assertThatThrownBy(() -> inspect(PdfForge.aLetter().bytes())).isInstanceOf(InspectionUnavailable.class);

            assertThat(workers.isReady()).isFalse();
        }
    }

    @Test void a_document_that_cannot_be_read_is_no_verdict() throws IOException {
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);

        assertThatThrownBy(() -> workers.inspect(source(10, () -> new ByteArrayInputStream(new byte[9])), Paper.NEVER)).isInstanceOf(IOException.class);

        assertThat(codes(PdfForge.aLetter().bytes())).isEmpty();
    }

    @Test void who_comes_when_too_many_wait_is_asked_to_come_back() throws Exception {
        workers = workers(PdfInspectionTest.LIMITS, LIMIT);         // one process, one that waits
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        byte[] letter = PdfForge.aLetter().bytes();
        CompletableFuture<Report> slow = inBackground(source(letter.length, () -> {
            inside.countDown();
            goOn.await();
            return new ByteArrayInputStream(letter);
        }));
        inside.await();
        CompletableFuture<Report> waiting = inBackground(source(letter.length, () -> new ByteArrayInputStream(letter)));
        Awaitility.await().until(() -> workers.waiting() == 2);

        assertThatThrownBy(() -> inspect(letter)).isInstanceOf(InspectionUnavailable.class);

        goOn.countDown();
        assertThat(List.of(slow.get(), waiting.get())).containsOnly(new Report(List.of(), 1));
    }

    private static InspectionWorkers workers(InspectionLimits limits, Duration limit) {
        return new InspectionWorkers(WorkerCommand.of(limits, limit, HEAP_BYTES, LARGEST_BYTES), 1, 1, limit, Duration.ofSeconds(30));
    }

    private List<FindingCode> codes(byte[] pdf) throws IOException {
        return inspect(pdf).findings().stream().map(Finding::code).toList();
    }

    private Report inspect(byte[] pdf) throws IOException {
        return workers.inspect(source(pdf.length, () -> new ByteArrayInputStream(pdf)), Paper.POSSIBLE);
    }

    private CompletableFuture<Report> inBackground(DocumentSource document) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return workers.inspect(document, Paper.NEVER);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }, runnable -> Thread.ofVirtual().start(runnable));
    }

    private interface Opening {
        InputStream open() throws InterruptedException;
    }

    private static DocumentSource source(long sizeBytes, Opening opening) {
        return new DocumentSource() {
            @Override public long sizeBytes() {
                return sizeBytes;
            }

            @Override public InputStream open() throws IOException {
                try {
                    return opening.open();
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }
        };
    }
}
