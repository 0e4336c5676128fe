package io.postiljon.ebox;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.SendingState;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.EboxReading;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.PaperCopies;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows messages after publication until they are read, expire, or nothing more can be known. Each method is one transaction;
 * between the two the route asks. Reading and a paper copy exclude each other by the state: the first counts.
 */
public class ReadStatuses {
    private static final Actor ACTOR = Actor.gateway("ebox-follow-messages");
    private static final int LISTS_OF_A_ROUND = 20;
    private static final int ATTEMPTS_WITHOUT_ID = 10;

    private final Sendings sendings;
    private final EboxReadings readings;
    private final PaperCopies copies;
    private final Agreements agreements;
    private final PublicationClients clients;
    private final AuditLog audit;
    private final ReadingJudge judge;
    private final StatusSettings settings;
    private final Clock clock;
    private final Duration lease;

    ReadStatuses(Sendings sendings, EboxReadings readings, PaperCopies copies, Agreements agreements, PublicationClients clients, AuditLog audit,
            StatusSettings settings, Clock clock, Duration lease) {
        this.sendings = sendings;
        this.readings = readings;
        this.copies = copies;
        this.agreements = agreements;
        this.clients = clients;
        this.audit = audit;
        this.judge = new ReadingJudge(settings.pauses(), settings.patience());
        this.settings = settings;
        this.clock = clock;
        this.lease = lease;
    }

    /** The questions that are due, one for each agency and list. Messages that need no question any more are let go. */
    @Transactional
    public List<StatusQuestion> due() {
        Map<AgencyCode, List<EboxReading>> byAgency = new LinkedHashMap<>();
        for (EboxReading reading : readings.claimDue(LISTS_OF_A_ROUND * settings.listLimit(), lease)) {
            if (liesInTheBox(reading.sending().state()) && reading.sending().eboxMessageId().isEmpty() && reading.sending().eboxExpiresAt().isEmpty()
                    && reading.attempt() < ATTEMPTS_WITHOUT_ID) {
                readings.askAgain(reading.sending().id(), clock.instant().plus(settings.pauses().after(reading.attempt(), reading.sending().id())),
                        Optional.empty());               // its expiry is still asked about, and a late answer may name its id
            } else if (liesInTheBox(reading.sending().state()) && reading.sending().eboxMessageId().isPresent()) {
                byAgency.computeIfAbsent(reading.sending().agency(), agency -> new ArrayList<>()).add(reading);
            } else {
                readings.end(reading.sending().id());
            }
        }
        List<StatusQuestion> questions = new ArrayList<>();
        byAgency.forEach((agency, all) -> agreements.byCode(agency).filter(this::isAsked)
                .ifPresentOrElse(agreement -> questions.addAll(questions(agreement, all)), () -> all.forEach(one -> readings.end(one.sending().id()))));
        return questions;
    }

    /** Records what the eBox said, with its evidence. */
    @Transactional
    public void record(StatusQuestion question, StatusAnswer answer) {
        Instant now = clock.instant();
        for (EboxReading reading : question.readings()) {
            if (answer instanceof StatusAnswer.Told told) {
                Optional.ofNullable(told.seen().get(reading.sending().id())).flatMap(StatusAnswer.Seen::expiresAt)
                        .ifPresent(expiry -> sendings.noteExpiry(reading.sending().id(), expiry));
            }
            switch (judge.judge(reading, answer, now)) {
                case ReadingJudge.Verdict.Read read -> end(reading, SendingState.READ, AuditEvent.EBOX_READ, now);
                case ReadingJudge.Verdict.ExpiredUnread expired -> end(reading, SendingState.EXPIRED_UNREAD, AuditEvent.EBOX_EXPIRED_UNREAD, now);
                case ReadingJudge.Verdict.Unknown unknown -> readings.end(reading.sending().id());
                case ReadingJudge.Verdict.AskAgain later -> readings.askAgain(reading.sending().id(), later.next(), later.unreadSeenAt());
            }
        }
    }

    private void end(EboxReading reading, SendingState end, AuditEvent event, Instant now) {
        Sending sending = reading.sending();
        readings.end(sending.id());
        if (!sendings.advance(sending.id(), sending.state(), end)) {
            return;                             // a paper copy was first
        }
        if (end == SendingState.READ) {
            sendings.noteRead(sending.id(), now);
        }
        audit.append(evidence(reading, event, now).withStates(sending.state(), end)
                .withDetail(Map.of("eboxMessageId", sending.eboxMessageId().orElseThrow())));
        if (copies.end(sending.id())) {
            forgetWhatWasKept(reading, now);
        }
    }

    private void forgetWhatWasKept(EboxReading reading, Instant now) {
        if (reading.sending().entrance() == Entrance.ONLINE) {
            sendings.destroy(reading.sending().id());   // documents of MAGDA Online stay readable for the agency (annex 1, retention)
            return;
        }
        sendings.destroy(reading.sending().id(), VaultObjectKind.DOCUMENT);
        audit.append(evidence(reading, AuditEvent.DOCUMENTS_DESTROYED, now));
    }

    private AuditRecord evidence(EboxReading reading, AuditEvent event, Instant now) {
        Sending sending = reading.sending();
        List<DocumentFate> documents = sendings.fates(sending.id());
        return AuditRecord.of(event, AuditOutcome.DONE, ACTOR, now, sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(reading.recipient().eboxService(), sending.purpose(), sending.dataCategory())
                .withSubject(sending.recipientKind(), Optional.of(reading.recipient()))
                .withDocuments(documents.stream().map(DocumentFate::digest).toList(), documents.stream().mapToLong(DocumentFate::sizeBytes).sum());
    }

    private List<StatusQuestion> questions(Agreement agreement, List<EboxReading> all) {
        PublicationClients.Credentials credentials = clients.of(agreement);
        List<StatusQuestion> questions = new ArrayList<>();
        all.stream().collect(Collectors.groupingBy(reading -> reading.sending().mode())).forEach((mode, some) -> {
            for (int from = 0; from < some.size(); from += settings.listLimit()) {
                questions.add(new StatusQuestion(mode, credentials.token(), credentials.onBehalfOf(),
                        some.subList(from, Math.min(some.size(), from + settings.listLimit()))));
            }
        });
        return questions;
    }

    private boolean isAsked(Agreement agreement) {
        return settings.asked() && agreement.eboxRules().readStatus() == Agreement.ReadStatus.ASKED;
    }

    private static boolean liesInTheBox(SendingState state) {
        return switch (state) {
            case PUBLISHED, PUBLISHED_NEVER_OPENED -> true;
            case ACCEPTED, EBOX_CHOSEN, IN_DOUBT, PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED -> false;
        };
    }
}
