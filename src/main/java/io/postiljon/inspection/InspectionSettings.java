package io.postiljon.inspection;

import io.postiljon.settings.Setting;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How documents are inspected.
 *
 * @param workers       processes that parse PDFs, 1 or 2
 * @param workerHeap    of each, 64 MB to 4 GB, and at least three times the largest document and 32 MB
 * @param timeLimit     for one document, 1 second to 1 minute; above it the document is too complex
 * @param waiting       documents that may wait for a free process, 1 to 10,000; above it callers are asked to come back
 * @param patience      how long each waits, 1 second to 5 minutes
 * @param objects       of one document, 1,000 to 1,000,000
 * @param unfoldedLimit what the streams of one document may unfold to, 1 MB to 64 GB
 * @param pixels        of one picture, 1,000,000 to 4,000,000,000
 */
@ConfigurationProperties("inspection")
record InspectionSettings(
        @DefaultValue("2") int workers,
        @DefaultValue("160MB") DataSize workerHeap,
        @DefaultValue("5s") Duration timeLimit,
        @DefaultValue("64") int waiting,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("100000") int objects,
        @DefaultValue("512MB") DataSize unfoldedLimit,
        @DefaultValue("200000000") long pixels,
        @DefaultValue PaperRules paper,
        @DefaultValue Scanner scanner) {
    InspectionSettings {
        Setting.between("inspection.workers", workers, 1, 2);
        Setting.between("inspection.worker-heap", workerHeap.toBytes(), DataSize.ofMegabytes(64).toBytes(), DataSize.ofGigabytes(4).toBytes());
        Setting.between("inspection.time-limit", timeLimit.toMillis(), 1_000, 60_000);
        Setting.between("inspection.waiting", waiting, 1, 10_000);
        Setting.between("inspection.patience", patience.toMillis(), 1_000, 300_000);
        Setting.between("inspection.objects", objects, 1_000, 1_000_000);
        Setting.between("inspection.unfolded-limit", unfoldedLimit.toBytes(), DataSize.ofMegabytes(1).toBytes(), DataSize.ofGigabytes(64).toBytes());
        Setting.between("inspection.pixels", pixels, 1_000_000, 4_000_000_000L);
    }

    /**
     * @param pages  of one document, 1 to 80: the print supplier takes no more
     * @param margin at each edge in millimetres where nothing is printed, 0 to 30; 0 switches the check off
     */
    record PaperRules(@DefaultValue("80") int pages, @DefaultValue("5") double margin) {
        PaperRules {
            Setting.between("inspection.paper.pages", pages, 1, 80);
            Setting.between("inspection.paper.margin", margin, 0, 30);
        }
    }

    /**
     * @param address   of clamd, {@code host:port} or the path of its socket; empty: documents are not scanned, which environment P refuses
     * @param timeout   for one document, 1 second to 5 minutes
     * @param sizeLimit the largest document that clamd is set up to take ({@code StreamMaxLength}, {@code MaxFileSize})
     */
    record Scanner(@DefaultValue("") String address, @DefaultValue("20s") Duration timeout, @DefaultValue("100MB") DataSize sizeLimit) {
        Scanner {
            Setting.between("inspection.scanner.timeout", timeout.toMillis(), 1_000, 300_000);
        }

        Optional<ScannerAddress> place() {
            return address.isBlank() ? Optional.empty() : Optional.of(new ScannerAddress(address.strip()));
        }
    }

    InspectionLimits limits() {
        return new InspectionLimits(objects, unfoldedLimit.toBytes(), pixels, paper.pages(), paper.margin());
    }

    /** Holds these settings against others. @throws IllegalArgumentException when they do not go together */
    InspectionSettings checked(String environment, DataSize largestDocument) {
        if (environment.equals("P") && scanner.place().isEmpty()) {
            throw new IllegalArgumentException("inspection.scanner.address is required in environment P: documents are not accepted unscanned."
                    + " Name clamd as host:port or by the path of its socket");
        }
        if (scanner.place().isPresent() && scanner.sizeLimit().compareTo(largestDocument) < 0) {
            throw new IllegalArgumentException("inspection.scanner.size-limit must not be below intake.documents-limit, which is " + largestDocument
                    + ": clamd would refuse what intake takes. Raise it together with StreamMaxLength and MaxFileSize of clamd");
        }
        if (workerHeap.toBytes() < 3 * largestDocument.toBytes() + DataSize.ofMegabytes(32).toBytes()) {
            throw new IllegalArgumentException("inspection.worker-heap must be at least three times intake.documents-limit, which is " + largestDocument
                    + ", and 32MB");
        }
        return this;
    }
}
