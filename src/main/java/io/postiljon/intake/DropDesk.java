package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Drop;
import io.postiljon.store.DropId;
import io.postiljon.store.DropItem;
import io.postiljon.store.DropSignature;
import io.postiljon.store.DropState;
import io.postiljon.store.Drops;
import io.postiljon.store.PriorAcceptance;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of a drop: its row, what became of each message, its end. Each holds the evidence and the answer that belong to it. */
public class DropDesk {
    private final Drops drops;
    private final Sendings sendings;
    private final AuditLog audit;
    private final DropAnswers answers;
    private final ProblemDocument problems;
    private final Duration lease;
    private final Clock clock;

    DropDesk(Drops drops, Sendings sendings, AuditLog audit, DropAnswers answers, ProblemDocument problems, Duration lease, Clock clock) {
        this.drops = drops;
        this.sendings = sendings;
        this.audit = audit;
        this.answers = answers;
        this.problems = problems;
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * Commits what was judged, with its first answer; from here on the drop cannot be called back. One file is judged once, also when a
     * marker comes at the moment at which it is taken away for lack of one.
     */
    @Transactional
    public DropId record(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Whole whole -> onceFor(whole.file(), whole);
            case Arrival.Broken broken -> onceFor(broken.file(), broken);
            case Arrival.Known known -> judged(known);
            case Arrival.Withdrawn withdrawn -> onceCalledBack(withdrawn);
            case Arrival.Sealed sealed -> judged(sealed);
        };
    }

    /** Both routes that read the folder may find one {@code .cancel} that came beside a {@code .go}. */
    private DropId onceCalledBack(Arrival.Withdrawn withdrawn) {
        DropFile file = withdrawn.file();
        drops.lockName(file.agreement().code(), file.base());
        return drops.withdrawnThere(file.agreement().code(), file.base(), file.seenAt()).map(Drop::id).orElseGet(() -> judged(withdrawn));
    }

    private DropId onceFor(DropFile file, Arrival arrival) {
        drops.lockName(file.agreement().code(), file.base());
        return drops.sameFile(file.agreement().code(), file.base(), file.sizeBytes(), file.modifiedAt(), file.seenAt()).map(Drop::id).orElseGet(() -> judged(arrival));
    }

    private DropId judged(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Known known -> known.id();
            case Arrival.Whole whole -> drops.withdrawnSince(whole.file().agreement().code(), whole.file().base(), whole.file().seenAt()).map(Drop::id)
                    .orElseGet(() -> received(whole));
            case Arrival.Broken broken -> rejected(broken);
            case Arrival.Withdrawn withdrawn -> withdrawn(withdrawn);
            case Arrival.Sealed sealed -> throw new IllegalStateException("a drop is judged before it is recorded");
        };
    }

    private DropId received(Arrival.Whole whole) {
        Drop drop = drop(whole.file(), DropState.RECEIVED, Optional.of(whole.zip().digest()), whole.messages(), Optional.of(whole.signature()));
        sendings.keep(VaultObjectKind.DROP, whole.zip(), Optional.empty());
        drops.add(drop, Optional.of(whole.zip().id()));
        drops.answer(answers.acknowledgement(drop, whole.documents()));
        audit.append(evidence(AuditEvent.DROP_RECEIVED, AuditOutcome.DONE, whole.file())
                .withDocuments(List.of(whole.zip().digest()), whole.zip().sizeBytes())
                .withSignature(whole.signature().jws())
                .withDetail(Map.of("drop", drop.id().toString(), "name", drop.name(), "signer", whole.signature().thumbprint(),
                        "messages", String.valueOf(whole.messages()), "documents", String.valueOf(whole.documents()))));
        return drop.id();
    }

    private DropId rejected(Arrival.Broken broken) {
        Drop drop = drop(broken.file(), DropState.REJECTED, Optional.empty(), 0, Optional.empty());
        drops.add(drop, Optional.empty());
        drops.answer(answers.rejection(drop, broken.refusal(), broken.file().traceId()));
        audit.append(evidence(AuditEvent.DROP_REJECTED, AuditOutcome.REFUSED, broken.file())
                .withDetail(detail(drop, broken.refusal())));
        return drop.id();
    }

    private DropId withdrawn(Arrival.Withdrawn withdrawn) {
        Drop drop = drop(withdrawn.file(), DropState.WITHDRAWN, Optional.empty(), 0, Optional.empty());
        drops.add(drop, Optional.empty());
        audit.append(evidence(AuditEvent.DROP_REJECTED, AuditOutcome.DONE, withdrawn.file())
                .withDetail(Map.of("drop", drop.id().toString(), "code", "withdrawn")));
        return drop.id();
    }

    /** Its file is gone from the server. */
    @Transactional
    public void removed(DropId id) {
        drops.removed(id);
    }

    /**
     * Takes a drop for the work on its messages.
     *
     * @throws DropWaits when another worker has it
     */
    @Transactional
    public DropId take(DropId id) {
        if (!drops.lease(id, lease)) {
            throw new DropWaits();
        }
        return id;
    }

    /** The work on one of its sendings goes on: keeps the drop for another while. */
    @Transactional
    public void keep(DropId id) {
        drops.renew(id, lease);
    }

    /** Stores the outcome of the check. @throws DropWaits when the check could not be made now */
    @Transactional
    public void settle(Unpacked.Ready ready, Object verdict) {
        DropItem.Outcome outcome = switch (verdict) {
            case Answer answer -> new DropItem.Accepted(answer.sending().id(), answer.sending().receipt());
            case Refusal refusal -> refused(ready.sending(), refusal);
            case null, default -> throw new IllegalStateException("the check of a sending ends with an answer or a refusal");
        };
        store(ready, outcome);
    }

    /** Stores a refusal that needed no check. */
    @Transactional
    public void refuse(Unpacked.Unfit unfit) {
        Drop drop = unfit.entry().drop();
        audit.append(AuditRecord.of(AuditEvent.SENDING_REFUSED, AuditOutcome.REFUSED, unfit.actor(), clock.instant(), drop.traceId())
                .withAgency(drop.agency(), drop.mode()).withSignature("drop:" + drop.id()).withDetail(detail(drop, unfit.refusal())));
        store(unfit, new DropItem.Refused(problem(unfit.refusal(), new TraceId(UUID.fromString(drop.traceId())))));
    }

    /** Ends the drop when every message has its outcome: result, evidence, and the end of its zip. A drop that is over stays so. */
    @Transactional
    public DropId finish(DropId id) {
        Drop drop = drops.get(id);
        Instant now = now();
        if (drop.state() == DropState.RECEIVED) {
            List<DropItem> items = drops.items(id);
            if (items.size() != drop.messageCount()) {
                throw new IllegalStateException("drop " + id + " has messages without an outcome");
            }
            if (drops.finish(id, now)) {
                drops.answer(answers.result(drop, now, items));
                long accepted = items.stream().filter(item -> item.outcome() instanceof DropItem.Accepted).count();
                audit.append(AuditRecord.of(AuditEvent.DROP_DONE, AuditOutcome.DONE, Actor.gateway("intake-finish-drop"), now, drop.traceId())
                        .withAgency(drop.agency(), drop.mode())
                        .withDetail(Map.of("drop", id.toString(), "accepted", String.valueOf(accepted), "refused", String.valueOf(items.size() - accepted))));
            }
        }
        drops.release(id);
        return id;
    }

    private void store(Unpacked unpacked, DropItem.Outcome outcome) {
        drops.settle(unpacked.entry().drop().id(), new DropItem(unpacked.entry().message().name(), unpacked.reference(), outcome), lease);
    }

    /** Only what is certain is told: what may have been accepted is looked up, and what could not be judged waits. */
    private DropItem.Outcome refused(ReceivedSending sending, Refusal refusal) {
        if (!refusal.isFinal()) {
            Optional<PriorAcceptance> accepted = sendings.byKey(sending.agreement().code(), sending.key())
                    .filter(prior -> prior.fingerprint().equals(sending.fingerprint()));
            if (accepted.isPresent()) {
                return new DropItem.Accepted(accepted.get().id(), accepted.get().receipt());
            }
            if (refusal.fault() != Fault.INTERNAL_ERROR) {
                throw new DropWaits();
            }
        }
        return new DropItem.Refused(problem(refusal, sending.traceId()));
    }

    private String problem(Refusal refusal, TraceId traceId) {
        return new String(problems.write(refusal, traceId), StandardCharsets.UTF_8);
    }

    private Drop drop(DropFile file, DropState state, Optional<Sha256> digest, int messages, Optional<DropSignature> signature) {
        Instant now = now();
        return new Drop(new DropId(Randoms.uuidV7(now)), file.agreement().code(), file.agreement().mode(), file.base(), state, file.sizeBytes(),
                file.modifiedAt(), digest, messages, signature, now, state == DropState.RECEIVED ? Optional.empty() : Optional.of(now),
                file.traceId().toString());
    }

    private AuditRecord evidence(AuditEvent event, AuditOutcome outcome, DropFile file) {
        return AuditRecord.of(event, outcome, file.actor(), clock.instant(), file.traceId().toString())
                .withAgency(file.agreement().code(), file.agreement().mode());
    }

    private static Map<String, String> detail(Drop drop, Refusal refusal) {
        return Map.of("drop", drop.id().toString(), "code", refusal.fault().slug(), "issues", refusal.issues().stream()
                .map(issue -> issue.complaint().name()).distinct().limit(10).collect(Collectors.joining(",")));
    }

    /** Whole milliseconds, as the database and JSON keep them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
