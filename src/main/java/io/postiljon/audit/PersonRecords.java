package io.postiljon.audit;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Recipient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the evidence of one agency holds of a person, for the answer to his request for access (GDPR, article 15). Each search is on
 * record before its answer leaves, about that person too.
 */
public class PersonRecords {
    static final int LIMIT = 5000;

    private final SubjectSearch search;
    private final AuditLog audit;
    private final Clock clock;

    PersonRecords(SubjectSearch search, AuditLog audit, Clock clock) {
        this.search = search;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param complete false: there are older ones, which are left out */
    public record Found(List<PersonalRecord> records, boolean complete) {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** Newest first. */
    @Transactional public Found find(AgencyCode agency, Recipient.Citizen person, Decision why) {
        List<PersonalRecord> records = search.recordsOf(agency, person, LIMIT + 1);
        Found found = new Found(records.subList(0, Math.min(records.size(), LIMIT)), records.size() <= LIMIT);
        audit.append(AuditRecord.of(AuditEvent.PERSON_CONSULTED, AuditOutcome.DONE, why.actor(), clock.instant(), UUID.randomUUID().toString())
                .withAgency(agency)
                .withSubject(person.kind(), Optional.<Recipient>of(person))
                .withDetail(Map.of("reason", why.reason(), "found", Integer.toString(found.records().size()))));
        return found;
    }
}
