package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Agreement;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** Writes the evidence that an SFTP account holds more than its agreement says, in a transaction of its own. */
class AccountRecords {
    private final AuditLog audit;
    private final Clock clock;

    AccountRecords(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public void overfull(Agreement agreement, int files, long bytes) {
        Instant now = clock.instant();
        audit.append(AuditRecord.of(AuditEvent.SECURITY_EVENT, AuditOutcome.DONE, Actor.gateway("intake-collect-drops"), now, Randoms.uuidV7(now).toString())
                .withAgency(agreement.code(), agreement.mode())
                .withDetail(Map.of("code", "sftp-account-overfull", "files", String.valueOf(files), "bytes", String.valueOf(bytes))));
    }
}
