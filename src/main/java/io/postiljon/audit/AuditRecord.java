package io.postiljon.audit;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Service;
import io.postiljon.sending.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of evidence. {@link #of} starts one; the {@code with...} methods add what is known.
 *
 * @param subject   about whom; stored sealed, and a number as a keyed pseudonym of agency and year too
 * @param digests   of the documents concerned
 * @param sizeBytes of these documents together
 * @param signature the agency's own signature, kept with the acceptance
 * @param detail    stable codes and ids; never personal data
 */
public record AuditRecord(
        AuditEvent event,
        AuditOutcome outcome,
        Actor actor,
        Instant at,
        String traceId,
        Optional<AgencyCode> agency,
        Optional<SendingId> sending,
        Optional<Mode> mode,
        Optional<Service> service,
        Optional<Purpose> purpose,
        Optional<DataCategory> dataCategory,
        Optional<RecipientKind> subjectKind,
        Optional<Subject> subject,
        List<Sha256> digests,
        long sizeBytes,
        Optional<SendingState> before,
        Optional<SendingState> after,
        Optional<String> signature,
        Map<String, String> detail) {

    public AuditRecord {
        digests = List.copyOf(digests);
        detail = Map.copyOf(detail);
    }

    public static AuditRecord of(AuditEvent event, AuditOutcome outcome, Actor actor, Instant at, String traceId) {
        return new AuditRecord(event, outcome, actor, at, traceId, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0,
                Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    public AuditRecord withAgency(AgencyCode code, Mode agreementMode) {
        return new AuditRecord(event, outcome, actor, at, traceId, Optional.of(code), sending, Optional.of(agreementMode), service,
                purpose, dataCategory, subjectKind, subject, digests, sizeBytes, before, after, signature, detail);
    }

    /** As {@link #withAgency(AgencyCode, Mode)}, where it is about no agreement: the agency may have none any more. */
    public AuditRecord withAgency(AgencyCode code) {
        return new AuditRecord(event, outcome, actor, at, traceId, Optional.of(code), sending, mode, service, purpose, dataCategory,
                subjectKind, subject, digests, sizeBytes, before, after, signature, detail);
    }

    public AuditRecord withSending(SendingId id) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, Optional.of(id), mode, service, purpose, dataCategory,
                subjectKind, subject, digests, sizeBytes, before, after, signature, detail);
    }

    public AuditRecord withPurpose(Service forService, Purpose why, DataCategory what) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, Optional.of(forService), Optional.of(why),
                Optional.of(what), subjectKind, subject, digests, sizeBytes, before, after, signature, detail);
    }

    /** As {@link #withPurpose(Service, Purpose, DataCategory)}, as far as each is known. */
    public AuditRecord withPurpose(Service forService, Optional<Purpose> why, Optional<DataCategory> what) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, Optional.of(forService), why, what, subjectKind,
                subject, digests, sizeBytes, before, after, signature, detail);
    }

    public AuditRecord withSubject(RecipientKind kind, Optional<Recipient> person) {
        return withSubject(kind, person.map(Subject.Numbered::new), digests);
    }

    /** The recipient of a message: by number, or by the name on the envelope when there is none. */
    public AuditRecord withRecipientOf(MessageContent content) {
        return withSubject(content.recipientKind(), Subject.of(content), digests);
    }

    private AuditRecord withSubject(RecipientKind kind, Optional<? extends Subject> about, List<Sha256> documents) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory,
                Optional.of(kind), about.map(known -> known), documents, sizeBytes, before, after, signature, detail);
    }

    public AuditRecord withDocuments(List<Sha256> documents, long bytes) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory, subjectKind,
                subject, documents, bytes, before, after, signature, detail);
    }

    public AuditRecord withStates(SendingState from, SendingState to) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory, subjectKind,
                subject, digests, sizeBytes, Optional.of(from), Optional.of(to), signature, detail);
    }

    public AuditRecord withFirstState(SendingState to) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory, subjectKind,
                subject, digests, sizeBytes, Optional.empty(), Optional.of(to), signature, detail);
    }

    public AuditRecord withSignature(String jws) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory, subjectKind,
                subject, digests, sizeBytes, before, after, Optional.of(jws), detail);
    }

    public AuditRecord withDetail(Map<String, String> codes) {
        return new AuditRecord(event, outcome, actor, at, traceId, agency, sending, mode, service, purpose, dataCategory, subjectKind,
                subject, digests, sizeBytes, before, after, signature, codes);
    }
}
