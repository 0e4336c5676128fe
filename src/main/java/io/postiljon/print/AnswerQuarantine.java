package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batches;
import io.postiljon.store.PrintAlarmKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an answer aside that is not applied, once, in the caller's transaction: as it came, which is ciphertext for us. */
class AnswerQuarantine {
    static final Actor SUPPLIER = Actor.partner("print-supplier");
    /** It is about a batch or piece of another supplier. */
    static final String OTHER_SUPPLIER = "other-supplier";
    private static final Logger LOG = LoggerFactory.getLogger(AnswerQuarantine.class);

    private final Batches batches;
    private final PrintEvidence evidence;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SupplierAlarms alarms;

    AnswerQuarantine(Batches batches, SupplierAlarms alarms, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        this.batches = batches;
        this.evidence = evidence;
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
    }

    /** @param fileName a name of the format  @param reason stable code */
    void keep(SupplierCode supplier, String fileName, byte[] sealed, String reason) {
        Sha256 digest = Sha256.ofBytes(ContentDigest.of(sealed).bytes());
        if (batches.quarantine(supplier, fileName, digest, reason, sealed)) {
            evidence.append(AuditRecord.of(AuditEvent.ANSWER_QUARANTINED, AuditOutcome.REFUSED, SUPPLIER, clock.instant(), PrintEvidence.NO_TRACE)
                    .withDocuments(List.of(digest), sealed.length)
                    .withDetail(Map.of("supplier", supplier.value(), "file", fileName, "reason", reason)));
            if (reason.equals(OTHER_SUPPLIER)) {
                alarms.raise(supplier, PrintAlarmKind.OTHER_SUPPLIER, supplier + "." + fileName, reason);
            }
            PrintGauges.quarantined(supplier, meters).increment();
            LOG.error("answer {} of print supplier {} kept aside: {}", fileName, supplier, reason);
        }
    }
}
