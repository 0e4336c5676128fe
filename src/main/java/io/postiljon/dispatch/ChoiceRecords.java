package io.postiljon.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.Denial;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Service;
import io.postiljon.store.ChannelDecision;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the choice leaves behind, in the transaction of the choice: decision, evidence, and destruction when delivery is over. */
class ChoiceRecords {
    private static final Actor ACTOR = Actor.gateway("dispatch-choose-channel");

    private final Sendings sendings;
    private final ChannelDecisions decisions;
    private final AuditLog audit;
    private final MeterRegistry meters;
    private final Clock clock;

    ChoiceRecords(Sendings sendings, ChannelDecisions decisions, AuditLog audit, MeterRegistry meters, Clock clock) {
        this.sendings = sendings;
        this.decisions = decisions;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** Counts something that no rule foresaw; what it was stands in the log. */
    void fault() {
        meters.counter("postiljon.faults", "at", "dispatch-choose-channel").increment();
    }

    void asked(Sending sending, MessageContent content, ChoiceTask.Question question, BoxAnswer answer) {
        switch (question) {
            case CONSENTS -> audit.append(asked(AuditEvent.CONSENT_ASKED, sending, content, answer));
            case PREFERENCES -> audit.append(asked(AuditEvent.PREFERENCES_ASKED, sending, content, answer));
            case REHEARSAL, NONE -> { }
        }
    }

    void chosen(Sending sending, MessageContent content, ChannelDecision decision, SendingState next) {
        sendings.decide(sending.id(), decision);
        audit.append(record(AuditEvent.CHANNEL_CHOSEN, AuditOutcome.DONE, sending, content, service(content, decision))
                .withStates(SendingState.ACCEPTED, next)
                .withDetail(with(decision.data(), Map.of("channel", decision.channel().name(), "rule", decision.rule()))));
    }

    void noChannel(Sending sending, MessageContent content, ChannelRules.Verdict.NoChannel none) {
        sendings.noteOutcome(sending.id(), none.code());
        decisions.noteWithoutChannel(sending.id(), none.code(), none.data());
        audit.append(record(AuditEvent.SENDING_FAILED, AuditOutcome.REFUSED, sending, content, asked(content))
                .withStates(SendingState.ACCEPTED, SendingState.FAILED)
                .withDetail(with(none.data(), Map.of("code", none.code()))));
        destroy(sending, content);
    }

    /** A copy of what lies in the eBox goes on paper. */
    void copyChosen(Sending sending, MessageContent content, ChannelDecision decision) {
        sendings.decide(sending.id(), decision);
        audit.append(record(AuditEvent.CHANNEL_CHOSEN, AuditOutcome.DONE, sending, content, Service.PRINT)
                .withStates(sending.state(), SendingState.PAPER_CHOSEN)
                .withDetail(with(decision.data(), Map.of("channel", decision.channel().name(), "rule", decision.rule(), "copy", "true"))));
    }

    /** No copy after all: what was kept for it goes. */
    void copyDropped(Sending sending, MessageContent content, ChannelRule rule) {
        decisions.noteWithoutChannel(sending.id(), rule.name(), Map.of());
        audit.append(record(AuditEvent.PAPER_COPY_DROPPED, AuditOutcome.DONE, sending, content, Service.PRINT)
                .withDetail(Map.of("rule", rule.name())));
        destroy(sending, content);
    }

    void withheld(Sending sending, MessageContent content, List<Denial> denials) {
        String codes = denials.stream().map(Denial::slug).sorted().collect(Collectors.joining(","));
        sendings.noteOutcome(sending.id(), denials.getFirst().slug());
        audit.append(record(AuditEvent.SENDING_WITHHELD, AuditOutcome.REFUSED, sending, content, asked(content))
                .withStates(SendingState.ACCEPTED, SendingState.WITHHELD)
                .withDetail(Map.of("codes", codes)));
        destroy(sending, content);
    }

    private void destroy(Sending sending, MessageContent content) {
        if (sending.entrance() == Entrance.ONLINE) {
            sendings.destroy(sending.id());   // documents of MAGDA Online stay readable for the agency (annex 1, retention)
            return;
        }
        sendings.destroy(sending.id(), VaultObjectKind.DOCUMENT);
        audit.append(record(AuditEvent.DOCUMENTS_DESTROYED, AuditOutcome.DONE, sending, content, asked(content)));
    }

    private AuditRecord asked(AuditEvent event, Sending sending, MessageContent content, BoxAnswer answer) {
        return switch (answer) {
            case BoxAnswer.Reachable yes -> record(event, AuditOutcome.DONE, sending, content, asked(content))
                    .withDetail(Map.of("answer", "yes", ChannelChoice.ASKED_AT, yes.askedAt().toString()));
            case BoxAnswer.NotReachable no -> record(event, AuditOutcome.DONE, sending, content, asked(content))
                    .withDetail(Map.of("answer", "no", ChannelChoice.ASKED_AT, no.askedAt().toString()));
            case BoxAnswer.NoAnswer none -> record(event, AuditOutcome.UNAVAILABLE, sending, content, asked(content))
                    .withDetail(Map.of("code", none.code()));
            case BoxAnswer.NotAsked mistake -> throw new IllegalStateException("a question was due and nobody was asked");
        };
    }

    /** With destroyed documents too: what they were stays known. */
    private AuditRecord record(AuditEvent event, AuditOutcome outcome, Sending sending, MessageContent content, Service service) {
        List<DocumentFate> documents = sendings.fates(sending.id());
        return AuditRecord.of(event, outcome, ACTOR, clock.instant(), sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(service, sending.purpose(), sending.dataCategory())
                .withRecipientOf(content)
                .withDocuments(documents.stream().map(DocumentFate::digest).toList(), documents.stream().mapToLong(DocumentFate::sizeBytes).sum());
    }

    private static Service service(MessageContent content, ChannelDecision decision) {
        return switch (decision.channel()) {
            case EBOX -> asked(content);
            case PAPER -> Service.PRINT;
        };
    }

    private static Service asked(MessageContent content) {
        return content.recipient().map(Recipient::eboxService).orElse(Service.PRINT);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
