package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.store.CancelWish;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.DecidedChannel;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.PieceEvidence;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Reads where a sending stands, for the agency that sent it and for nobody else. Each reading is on record, repeated ones once a minute. */
public class StatusReader {
    /** Within it, the same reader of the same sending leaves one record. */
    private static final Duration ONE_RECORD = Duration.ofMinutes(1);

    private final Sendings sendings;
    private final ChannelDecisions decisions;
    private final EvidenceFiles evidence;
    private final CancelWishes wishes;
    private final AuditLog audit;
    private final ChannelSentences sentences;
    private final StatusSentences words = new StatusSentences();
    private final Clock clock;

    StatusReader(Sendings sendings, ChannelDecisions decisions, EvidenceFiles evidence, CancelWishes wishes, AuditLog audit, ChannelSentences sentences, Clock clock) {
        this.sendings = sendings;
        this.decisions = decisions;
        this.evidence = evidence;
        this.wishes = wishes;
        this.audit = audit;
        this.sentences = sentences;
        this.clock = clock;
    }

    /**
     * The status of one sending. The record of the consultation is committed before the answer leaves.
     *
     * @throws UnknownMessage when this agency sent no such message
     */
    @Transactional
    public MessageStatus read(Agreement agency, String certificate, SendingId id, String traceId, Locale language) {
        Sending sending = sendings.find(id).filter(found -> found.agency().equals(agency.code())).orElseThrow(UnknownMessage::new);
        audit.appendUnlessRepeated(AuditRecord.of(AuditEvent.STATUS_CONSULTED, AuditOutcome.DONE, Actor.agency(certificate), clock.instant(), traceId)
                .withAgency(sending.agency(), sending.mode()).withSending(id), ONE_RECORD);
        return answer(sending, decisions.of(id), sendings.fates(id), evidence.of(id), audit.history(id, sending.acceptedAt()), language);
    }

    private MessageStatus answer(Sending sending, List<DecidedChannel> steps, List<DocumentFate> documents, List<PieceEvidence> papers,
            List<AuditEntry> history, Locale language) {
        Status status = sending.state().status();
        return new MessageStatus(
                "/api/v1/messages/" + sending.id(),
                sending.id().toString(),
                sending.reference().value(),
                status,
                sending.state().group().word(),
                sending.state().isFinal(),
                sending.stateSince(),
                words.sentence(status, language),
                nextStep(sending, status, language),
                sending.mode().word(),
                sending.channel().map(Enum::name).orElse(null),
                sending.decision().map(decision -> new MessageStatus.ChannelReason(
                        decision.rule(), sentences.sentence(decision.rule(), language), decision.data())).orElse(null),
                steps.stream().map(this::step).toList(),
                sending.outcomeCode().orElse(null),
                returnReason(sending, language),
                sending.eboxMessageId().orElse(null),
                sending.eboxExpiresAt().orElse(null),
                sending.readSeenAt().orElse(null),
                sending.nextAttemptAt().orElse(null),
                wishes.ofAgency(sending.id()).map(StatusReader::cancellation).orElse(null),
                sending.acceptedAt(),
                sending.receipt(),
                documents.stream().map(document -> new MessageStatus.DocumentLine(document.ordinal(), document.digest().hex(),
                        document.sizeBytes(), document.destroyedAt().orElse(null))).toList(),
                papers.stream().map(paper -> new MessageStatus.EvidenceLine("/api/v1/messages/" + sending.id() + "/evidence/" + paper.id(),
                        paper.id().toString(), paper.kind().name(), paper.digest().hex(), paper.sizeBytes(), paper.receivedAt())).toList(),
                history.stream().map(StatusReader::line).toList());
    }

    private MessageStatus.Returned returnReason(Sending sending, Locale language) {
        return sending.outcomeCode().filter(code -> sending.state() == SendingState.RETURNED).map(ReturnReason::valueOf)
                .map(reason -> new MessageStatus.Returned(reason, words.sentence(reason, language))).orElse(null);
    }

    private static MessageStatus.Cancellation cancellation(CancelWish wish) {
        String outcome = wish.decided().map(decided -> switch (decided.outcome()) {
            case CANCELLED -> "cancelled";
            case TOO_LATE -> "tooLate";
        }).orElse("asked");
        return new MessageStatus.Cancellation(wish.askedAt(), outcome, wish.decided().map(CancelWish.Decided::at).orElse(null));
    }

    private MessageStatus.ChannelStep step(DecidedChannel decided) {
        return new MessageStatus.ChannelStep(decided.at(), decided.channel().map(Enum::name).orElse(null), decided.rule(),
                sentences.inAllLanguages(decided.rule()), decided.data());
    }

    private MessageStatus.NextStep nextStep(Sending sending, Status status, Locale language) {
        return words.next(status, language)
                .map(what -> new MessageStatus.NextStep(what, expected(sending).orElse(null), status.nextActor().word()))
                .orElse(null);
    }

    /** When it is known: the next attempt, or the day until which the recipient can read the message; what goes on paper too has no such day. */
    private static Optional<Instant> expected(Sending sending) {
        boolean onPaper = sending.stateBeforeCopy().filter(before -> before != sending.state()).isPresent();
        return sending.state().isFinal() ? sending.eboxExpiresAt().filter(day -> !onPaper) : sending.nextAttemptAt();
    }

    private static MessageStatus.HistoryLine line(AuditEntry entry) {
        return new MessageStatus.HistoryLine(entry.at(), entry.event().name(), entry.outcome().name(),
                entry.after().map(SendingState::status).orElse(null), entry.detail());
    }
}
