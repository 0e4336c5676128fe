package io.postiljon.print;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.Batches;
import io.postiljon.store.PieceEvent;
import io.postiljon.store.PieceEvents;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Applies status events: all of a file in the caller's transaction, with its evidence, or nothing of it. The same event again
 * changes nothing; what came before the results of an order waits for them.
 */
class StatusReports {
    private static final Comparator<PieceEvent> AS_IT_HAPPENED = Comparator.comparing(PieceEvent::occurredAt).thenComparing(PieceEvent::code);

    private final Batches batches;
    private final Pieces pieces;
    private final PieceEvents events;
    private final Sendings sendings;
    private final PieceOutcomes outcomes;
    private final CancelAnswers cancels;
    private final SupplierAlarms alarms;
    private final PrintEvidence evidence;

    StatusReports(Batches batches, Pieces pieces, PieceEvents events, Sendings sendings, PieceOutcomes outcomes, CancelAnswers cancels,
            SupplierAlarms alarms, PrintEvidence evidence) {
        this.batches = batches;
        this.pieces = pieces;
        this.events = events;
        this.sendings = sendings;
        this.outcomes = outcomes;
        this.cancels = cancels;
        this.alarms = alarms;
        this.evidence = evidence;
    }

    /** @return why it was not applied; empty when it was, or was before */
    Optional<String> apply(SupplierCode from, SupplierAnswer.StatusEvents report) {
        Map<UUID, PieceEvent> told = new LinkedHashMap<>();
        for (SupplierAnswer.StatusEvent line : report.events()) {
            PieceEvent event = line.event();
            PieceEvent known = Optional.ofNullable(told.putIfAbsent(event.id(), event)).or(() -> events.find(event.id())).orElse(event);
            if (!known.equals(event)) {
                return Optional.of("event-differs");
            }
        }
        Optional<String> refusal = refusal(from, told.values().stream().map(PieceEvent::piece).distinct().toList());
        if (refusal.isEmpty()) {
            told.values().stream().filter(event -> events.find(event.id()).isEmpty()).sorted(AS_IT_HAPPENED)
                    .forEach(event -> apply(event, effect -> events.keep(event, effect)));
        }
        return refusal;
    }

    /** What came before the supplier's result for a piece, now that this is stored. */
    void applyWaiting(PieceId piece) {
        events.waiting(piece).stream().sorted(AS_IT_HAPPENED).forEach(event -> apply(event, effect -> events.noteEffect(event.id(), effect)));
    }

    /** Locks the batches of these pieces, in one order for everybody. @return why events about them cannot be applied */
    private Optional<String> refusal(SupplierCode from, List<PieceId> about) {
        Map<UUID, BatchId> concerned = new TreeMap<>();
        for (PieceId id : about) {
            Optional<PieceStanding> piece = pieces.find(id);
            if (piece.isEmpty()) {
                return Optional.of("unknown-piece");
            }
            if (piece.get().batch().isEmpty()) {
                return Optional.of("piece-not-handed-over");
            }
            concerned.put(piece.get().batch().get().value(), piece.get().batch().get());
        }
        List<Batch> locked = concerned.values().stream().map(batches::lock).flatMap(Optional::stream).toList();
        if (locked.stream().anyMatch(batch -> !batch.supplier().equals(from))) {
            return Optional.of(AnswerQuarantine.OTHER_SUPPLIER);
        }
        boolean handedOver = locked.size() == concerned.size() && locked.stream().allMatch(batch -> batch.state().isWithSupplier());
        return handedOver ? Optional.empty() : Optional.of("piece-not-handed-over");
    }

    private void apply(PieceEvent event, Consumer<PieceEvent.Effect> note) {
        PieceStanding piece = pieces.lock(event.piece()).orElseThrow();
        if (event.sheets().filter(sheets -> sheets != piece.sheets()).isPresent()) {
            alarms.raise(piece.supplier(), PrintAlarmKind.SHEETS_DIFFER, piece.id().toString(), "told-" + event.sheets().get() + "-ours-" + piece.sheets());
        }
        switch (PieceStep.of(piece, event)) {
            case PieceStep.Moves moves -> {
                note.accept(PieceEvent.Effect.APPLIED);
                move(piece, moves.to(), event);
            }
            case PieceStep.Late late -> {
                note.accept(PieceEvent.Effect.LATE);
                record(piece, event, AuditOutcome.DONE, Map.of("effect", "late"));
            }
            case PieceStep.Waits waits -> {
                note.accept(PieceEvent.Effect.WAITS);
                record(piece, event, AuditOutcome.DONE, Map.of("effect", "waits"));
            }
            case PieceStep.Contradicts contradiction -> {
                note.accept(PieceEvent.Effect.CONTRADICTS);
                contradict(piece, event, contradiction.reason());
            }
        }
    }

    private void move(PieceStanding piece, PieceState to, PieceEvent event) {
        Optional<String> code = outcomeCode(to, event);
        Optional<SendingState> next = PieceStep.sendingState(to, piece.printClass());
        Sending sending = sendings.lock(piece.sending());
        pieces.move(piece.id(), to, event.occurredAt(), code);
        if (!PieceStep.BY_PRINTER.contains(to)) {
            cancels.printed(sending, piece.id(), event.occurredAt());
        }
        if (next.isEmpty() || next.get() == sending.state()) {
            record(piece, event, AuditOutcome.DONE, Map.of());
        } else if (!isOnPaper(sending.state())) {
            contradict(piece, event, "sending-not-at-printer");
        } else if (next.get() == SendingState.FAILED) {
            cancels.notPrinted(sending, piece.id(), to, AuditEvent.PIECE_STATUS, detail(piece, event, Map.of("code", code.orElseThrow())));
        } else if (sendings.advance(sending.id(), sending.state(), next.get())) {
            code.ifPresent(known -> sendings.noteOutcome(sending.id(), known));
            evidence.append(evidence.about(sending, AuditEvent.PIECE_STATUS, AuditOutcome.DONE, AnswerQuarantine.SUPPLIER)
                    .withStates(sending.state(), next.get())
                    .withDetail(detail(piece, event, code.map(known -> Map.of("code", known)).orElse(Map.of()))));
        } else {
            throw new IllegalStateException("sending " + sending.id() + " changed although it is locked");
        }
    }

    private static boolean isOnPaper(SendingState state) {
        return switch (state) {
            case AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, NOT_COLLECTED -> true;
            case ACCEPTED, EBOX_CHOSEN, IN_DOUBT, PAPER_CHOSEN, PRINT_QUEUED, DELIVERED, REFUSED, RETURNED, LOST, PUBLISHED, PUBLISHED_NEVER_OPENED, READ,
                    EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED -> false;
        };
    }

    /** Why it came back, or which of several words for one end it was. */
    private static Optional<String> outcomeCode(PieceState to, PieceEvent event) {
        return switch (to) {
            case RETURNED -> event.reason().map(Enum::name);
            case DAMAGED, PRINT_FAILED, CANCELLED -> Optional.of(to.name());
            case WAITING, BATCHED, ACCEPTED, REJECTED, TAKEN_OUT, PRINTED, ENVELOPED, HANDED_TO_POST, IN_DELIVERY, NOTICE_LEFT, HELD_FOR_PICKUP, DELIVERED,
                    REFUSED, NOT_COLLECTED, LOST -> Optional.empty();
        };
    }

    private void contradict(PieceStanding piece, PieceEvent event, String reason) {
        alarms.raise(piece.supplier(), PrintAlarmKind.STATUS_CONTRADICTS, piece.id().toString(), reason);
        record(piece, event, AuditOutcome.REFUSED, Map.of("effect", reason));
    }

    private void record(PieceStanding piece, PieceEvent event, AuditOutcome outcome, Map<String, String> more) {
        evidence.append(evidence.about(sendings.get(piece.sending()), AuditEvent.PIECE_STATUS, outcome, AnswerQuarantine.SUPPLIER)
                .withDetail(detail(piece, event, more)));
    }

    private static Map<String, String> detail(PieceStanding piece, PieceEvent event, Map<String, String> more) {
        Map<String, String> detail = new HashMap<>(more);
        detail.put("piece", piece.id().toString());
        detail.put("pieceStatus", event.code().name());
        detail.put("occurredAt", event.occurredAt().toString());
        event.handling().ifPresent(handling -> detail.put("handling", handling.name()));
        event.sheets().ifPresent(sheets -> detail.put("sheets", sheets.toString()));
        event.mailDate().ifPresent(day -> detail.put("mailDate", day.toString()));
        event.barcode().ifPresent(barcode -> detail.put("barcode", barcode));
        return detail;
    }
}
