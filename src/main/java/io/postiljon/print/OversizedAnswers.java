package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batches;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Notes an answer that is too large to be read: once for each name and size, and never its content. The file stays at the supplier. */
public class OversizedAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(OversizedAnswers.class);
    private static final Actor SUPPLIER = Actor.partner("print-supplier");
    private static final String REASON = "too-large";

    private final Batches batches;
    private final PrintEvidence evidence;
    private final Clock clock;
    private final MeterRegistry meters;

    OversizedAnswers(Batches batches, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        this.batches = batches;
        this.evidence = evidence;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param fileName a name of the format */
    @Transactional
    public void seen(SupplierCode supplier, String fileName, long sizeBytes) {
        if (batches.quarantineUnread(supplier, fileName, sizeBytes, REASON)) {
            evidence.append(AuditRecord.of(AuditEvent.ANSWER_QUARANTINED, AuditOutcome.REFUSED, SUPPLIER, clock.instant(), PrintEvidence.NO_TRACE)
                    .withDetail(Map.of("supplier", supplier.value(), "file", fileName, "reason", REASON, "bytes", Long.toString(sizeBytes))));
            PrintGauges.quarantined(supplier, meters).increment();
            LOG.error("answer {} of print supplier {} has {} bytes and is not read", fileName, supplier, sizeBytes);
        }
    }
}
