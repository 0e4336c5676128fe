package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PrintAlarm;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintAlarms;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Raises and ends alarms about the print supplier, each with one record and one line: what stays so is not told again. */
public class SupplierAlarms {
    private static final Logger LOG = LoggerFactory.getLogger(SupplierAlarms.class);
    private static final Actor WATCH = Actor.gateway("print-watch-supplier");
    private static final int MOST = 500;

    private final PrintAlarms alarms;
    private final PrintEvidence evidence;
    private final Clock clock;

    SupplierAlarms(PrintAlarms alarms, PrintEvidence evidence, Clock clock) {
        this.alarms = alarms;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** In the caller's transaction. @param subject never personal data  @param code stable */
    void raise(SupplierCode supplier, PrintAlarmKind kind, String subject, String code) {
        if (alarms.raise(supplier, kind, subject, code)) {
            record(AuditEvent.PRINT_ALARM_RAISED, AuditOutcome.UNKNOWN, WATCH, Map.of("supplier", supplier.value(), "alarm", kind.name(), "subject", subject, "code", code));
            LOG.error("print alarm {} of {} for {}: {}", kind, supplier, subject, code);
        }
    }

    /** It is over; in the caller's transaction. */
    void end(PrintAlarmKind kind, String subject) {
        if (alarms.end(kind, subject)) {
            record(AuditEvent.PRINT_ALARM_OVER, AuditOutcome.DONE, WATCH, Map.of("alarm", kind.name(), "subject", subject));
            LOG.info("print alarm {} for {} is over", kind, subject);
        }
    }

    /** All that are true now of a supplier, in the caller's transaction: the others of this kind are over. @param now subjects, each with its code */
    void are(SupplierCode supplier, PrintAlarmKind kind, Map<String, String> now) {
        now.forEach((subject, code) -> raise(supplier, kind, subject, code));
        Set<String> over = new HashSet<>(alarms.open(supplier, kind));
        over.removeAll(now.keySet());
        over.forEach(subject -> end(kind, subject));
    }

    /** Open ones, oldest first; at most {@value #MOST}. */
    public List<PrintAlarm> open() {
        return alarms.oldest(MOST);
    }

    /** A person looked after it, and it is not raised again. @throws IllegalStateException when it is not open */
    @Transactional
    public void close(PrintAlarmKind kind, String subject, Actor person, String reason) {
        if (!alarms.close(kind, subject, person.id(), reason)) {
            throw new IllegalStateException("there is no open alarm of this kind and subject");
        }
        record(AuditEvent.PRINT_ALARM_OVER, AuditOutcome.DONE, person, Map.of("alarm", kind.name(), "subject", subject, "reason", reason));
    }

    private void record(AuditEvent event, AuditOutcome outcome, Actor actor, Map<String, String> detail) {
        evidence.append(AuditRecord.of(event, outcome, actor, clock.instant(), PrintEvidence.NO_TRACE).withDetail(detail));
    }
}
