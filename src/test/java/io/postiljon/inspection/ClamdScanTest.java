package io.postiljon.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.postiljon.inspection.VirusScan.Verdict;
import io.postiljon.sandbox.parts.ClamdDouble;
import io.postiljon.sandbox.parts.ClamdDouble.Mood;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.RealClamd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D12 and D13: what the scanner says, and what counts when it says nothing. Against a double, and against clamd itself where it is installed. */
class ClamdScanTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir private Path folder;

    @Test void clean_and_malware_are_told_apart() throws IOException {
        try (ClamdDouble clamd = ClamdDouble.start()) {
            VirusScan scan = new ClamdScan(new ScannerAddress(clamd.address()), LIMIT);

            scan.probe();
            tellsApart(scan);
            assertThat(clamd.scans()).isEqualTo(5);
        }
    }

    @Test void clamd_itself_agrees_over_both_kinds_of_socket() throws IOException {
        assumeThat(RealClamd.program()).as("clamd is installed").isPresent();
        try (RealClamd clamd = RealClamd.start(RealClamd.program().orElseThrow(), folder)) {
            for (String address : new String[] {clamd.tcp(), clamd.socket()}) {
                VirusScan scan = new ClamdScan(new ScannerAddress(address), LIMIT);
                Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThatCode(scan::probe).doesNotThrowAnyException());

                tellsApart(scan);
                assertThatThrownBy(() -> scan.scan(source(new byte[4 * 1024 * 1024]))).as("above its StreamMaxLength").isInstanceOf(InspectionUnavailable.class);
            }
        }
    }

    @ParameterizedTest @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"WELL", "SILENT", "SLOW"})
    void whatever_is_no_verdict_is_none(Mood mood) {
        try (ClamdDouble clamd = ClamdDouble.start()) {
            clamd.is(mood);
            VirusScan scan = new ClamdScan(new ScannerAddress(clamd.address()), LIMIT);

            assertThatThrownBy(() -> scan.scan(source(new byte[500_000]))).isInstanceOf(InspectionUnavailable.class);
        }
    }

    @Test void a_scanner_that_is_silent_is_left_at_the_limit() {
        try (ClamdDouble clamd = ClamdDouble.start()) {
            clamd.is(Mood.SILENT);

            assertThatThrownBy(() -> new ClamdScan(new ScannerAddress(clamd.address()), Duration.ofMillis(300)).scan(source(new byte[10])))
                    .isInstanceOf(InspectionUnavailable.class);
        }
    }

    @Test void a_scanner_that_is_not_there_gives_no_verdict() {
        for (String address : new String[] {"localhost:" + Ports.free(), "nowhere.invalid:3310", folder.resolve("none.sock").toString()}) {
            VirusScan scan = new ClamdScan(new ScannerAddress(address), LIMIT);

            assertThatThrownBy(() -> scan.scan(source(new byte[10]))).as(address).isInstanceOf(InspectionUnavailable.class);
            assertThatThrownBy(scan::probe).as(address).isInstanceOf(IOException.class);
        }
    }

    @Test void an_address_is_a_port_or_a_path() {
        for (String wrong : new String[] {"localhost", "clamd.ctl", "http://localhost:3310", "localhost:port"}) {
            assertThatThrownBy(() -> new ScannerAddress(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void tellsApart(VirusScan scan) throws IOException {
        assertThat(scan.scan(source(PdfForge.aLetter().bytes()))).isEqualTo(new Verdict.Clean());
        assertThat(scan.scan(source(new byte[0]))).isEqualTo(new Verdict.Clean());
        assertThat(scan.scan(source(new byte[900_000]))).isEqualTo(new Verdict.Clean());
        assertThat(scan.scan(source(ClamdDouble.EICAR))).isInstanceOfSatisfying(Verdict.Found.class, found -> assertThat(found.signature()).startsWith("Eicar-Test"));
        assertThat(scan.scan(source(PdfForge.aLetter().stream(7, "", ClamdDouble.EICAR).bytes()))).isInstanceOf(Verdict.Found.class);
    }

    private static DocumentSource source(byte[] document) {
        return new DocumentSource() {
            @Override public long sizeBytes() {
                return document.length;
            }

            @Override public InputStream open() {
                return new ByteArrayInputStream(document);
            }
        };
    }
}
