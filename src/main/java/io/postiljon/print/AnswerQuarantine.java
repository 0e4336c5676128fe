package io.postiljon.print;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Batches;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an answer aside that is not applied, once, in the caller's transaction: as it came, which is ciphertext for us. */
class AnswerQuarantine {
    static final Actor SUPPLIER = Actor.partner("print-supplier");
    private static final Logger LOG = LoggerFactory.getLogger(AnswerQuarantine.class);

    private final Batches batches;
    private final PrintEvidence evidence;
    private final Clock clock;
    private final Counter quarantined;

    AnswerQuarantine(Batches batches, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        this.batches = batches;
        this.evidence = evidence;
        this.clock = clock;
        this.quarantined = Counter.builder("postiljon.print.answers.quarantined")
                .description("answers of the print supplier that were kept aside").register(meters);
    }

    /** @param fileName a name of the format  @param reason stable code */
    void keep(String fileName, byte[] sealed, String reason) {
        Sha256 digest = Sha256.ofBytes(ContentDigest.of(sealed).bytes());
        if (batches.quarantine(fileName, digest, reason, sealed)) {
            evidence.append(AuditRecord.of(AuditEvent.ANSWER_QUARANTINED, AuditOutcome.REFUSED, SUPPLIER, clock.instant(), PrintEvidence.NO_TRACE)
                    .withDocuments(List.of(digest), sealed.length)
                    .withDetail(Map.of("file", fileName, "reason", reason)));
            quarantined.increment();
            LOG.error("answer {} of the print supplier kept aside: {}", fileName, reason);
        }
    }
}
