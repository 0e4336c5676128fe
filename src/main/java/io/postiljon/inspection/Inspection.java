package io.postiljon.inspection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into one document: for malware first, then, by a process of its own, at what kind of thing it is and what it would do. Safe for
 * many threads; memory does not grow with the document.
 */
public final class Inspection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    private final VirusScan scan;
    private final InspectionWorkers workers;
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong malware = new AtomicLong();

    Inspection(VirusScan scan, InspectionWorkers workers) {
        this.scan = scan;
        this.workers = workers;
    }

    /**
     * @throws InspectionUnavailable when a check cannot be made now; never taken for "nothing found"
     * @throws IOException           when the document cannot be read
     */
    public Report inspect(DocumentSource document, Paper paper) throws IOException {
        try {
            if (scan.scan(document) instanceof VirusScan.Verdict.Found found) {
                malware.incrementAndGet();
                LOG.warn("malware {} in a document, which is refused", found.signature());
                return Report.of(FindingCode.MALWARE);
            }
            return workers.inspect(document, paper);
        } catch (InspectionUnavailable away) {
            unavailable.incrementAndGet();
            LOG.warn("a document cannot be inspected: {}", away.getMessage());
            throw away;
        }
    }

    /** The kind of scanner: {@code clamd}, or {@code none}. */
    public String scanner() {
        return scan.name();
    }

    /** @throws IOException when documents cannot be inspected now */
    public void probe() throws IOException {
        scan.probe();
        if (!workers.isReady()) {
            throw new IOException("no process that parses PDFs is there");
        }
    }

    /** Processes that were killed at a limit or died, since the start. */
    public long ended() {
        return workers.ended();
    }

    /** Documents that could not be inspected, since the start. */
    public long unavailable() {
        return unavailable.get();
    }

    /** Documents with malware, since the start. */
    public long malware() {
        return malware.get();
    }

    @Override public void close() {
        workers.close();
    }
}
