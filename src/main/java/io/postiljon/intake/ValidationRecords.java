package io.postiljon.intake;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts on record that an agency had a sending checked: about whom, as a register was asked about that person, and what came of it.
 * Its signature is not kept, as nothing was sent. Malware is a security event here as at the real door.
 */
public class ValidationRecords {
    private static final int MOST_NAMED = 10;

    private final AuditLog audit;
    private final Clock clock;

    ValidationRecords(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Validation record(Validation validation) {
        ReceivedSending received = validation.received();
        boolean malware = validation.found().stream().anyMatch(fault -> fault.issue().complaint() == Complaint.DOCUMENT_MALWARE);
        AuditRecord record = AuditRecord.of(malware ? AuditEvent.SECURITY_EVENT : AuditEvent.SENDING_VALIDATED,
                        malware ? AuditOutcome.REFUSED : AuditOutcome.DONE, received.actor(), clock.instant(), received.traceId().toString())
                .withAgency(received.agreement().code(), received.agreement().mode())
                .withDetail(Map.of("wouldAnswer", String.valueOf(validation.wouldAnswer()), "issues", codes(validation)));
        if (malware) {
            record = record.withDocuments(List.copyOf(received.digests().values()), received.documentBytes());
        }
        audit.append(validation.message().isPresent() ? describe(record, validation.message().get()) : record);
        return validation;
    }

    private static AuditRecord describe(AuditRecord record, MessageToPublish message) {
        return record.withPurpose(message.service(), message.purpose(), message.dataCategory()).withSubject(message.kind(), message.recipient());
    }

    private static String codes(Validation validation) {
        return validation.found().stream().map(fault -> fault.issue().complaint().name()).distinct().limit(MOST_NAMED).collect(Collectors.joining(","));
    }
}
