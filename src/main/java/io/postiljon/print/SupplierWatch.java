package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintReconciliation;
import io.postiljon.store.SupplierReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/** Looks for what each supplier owes us: receipts, results, hand-over to the post, its own files without a gap, counts that agree. */
public class SupplierWatch {
    /** Gaps of longer ago were seen, and are closed by a person. */
    private static final Duration GAPS_OF = Duration.ofDays(30);

    private final Batches batches;
    private final SupplierReports reports;
    private final CancelWishes wishes;
    private final SupplierAlarms alarms;
    private final HoldDesk desk;
    private final PrintSuppliers suppliers;
    private final Clock clock;

    SupplierWatch(Batches batches, SupplierReports reports, CancelWishes wishes, SupplierAlarms alarms, HoldDesk desk, PrintSuppliers suppliers, Clock clock) {
        this.batches = batches;
        this.reports = reports;
        this.wishes = wishes;
        this.alarms = alarms;
        this.desk = desk;
        this.suppliers = suppliers;
        this.clock = clock;
    }

    /** One look at everything; what is over ends by itself. */
    @Transactional
    public void look() {
        suppliers.all().forEach(this::look);
    }

    private void look(PrintSupplier supplier) {
        Instant now = clock.instant();
        SupplierCode code = supplier.code();
        alarms.are(code, PrintAlarmKind.RECEIPT_MISSING, subjects(batches.handedOverBefore(code, List.of(BatchState.GO_PENDING, BatchState.UPLOADED),
                now.minus(supplier.answerAlarm())), "no-receipt"));
        alarms.are(code, PrintAlarmKind.RESULTS_MISSING, subjects(batches.handedOverBefore(code,
                List.of(BatchState.GO_PENDING, BatchState.UPLOADED, BatchState.ACKED), now.minus(supplier.watch().results())), "no-results"));
        alarms.are(code, PrintAlarmKind.CANCEL_UNANSWERED, wishes.unanswered(code, now.minus(supplier.watch().results())).stream()
                .collect(Collectors.toMap(late -> late.batch().toString(), late -> "pieces-" + late.pieces())));
        alarms.are(code, PrintAlarmKind.HAND_OVER_LATE, notPosted(supplier, now));
        alarms.are(code, PrintAlarmKind.SEQUENCE_GAP, reports.missing(code, now.minus(GAPS_OF), now.minus(supplier.watch().gap())).stream()
                .collect(Collectors.toMap(SupplierReports.MissingFile::toString, file -> "number-missing")));
        alarms.are(code, PrintAlarmKind.COUNTS_DIFFER, differences(supplier, now));
        alarms.are(code, PrintAlarmKind.DAY_VOLUME, fullDays(supplier));
    }

    /** As soon as the pieces are known: what is known five days before is told five days before. */
    private Map<String, String> fullDays(PrintSupplier supplier) {
        Map<LocalDate, Integer> pieces = desk.plan().stream().filter(day -> day.supplier().equals(supplier.code()))
                .collect(Collectors.groupingBy(PlannedDay::day, Collectors.summingInt(PlannedDay::pieces)));
        return pieces.entrySet().stream().filter(day -> day.getValue() > supplier.watch().dayPieces())
                .collect(Collectors.toMap(day -> supplier.code() + "." + day.getKey(), day -> "pieces-" + day.getValue()));
    }

    private static Map<String, String> subjects(List<BatchId> late, String code) {
        return late.stream().collect(Collectors.toMap(BatchId::toString, batch -> code));
    }

    /** The post has the whole day: late is who is not with it when the day is over in Brussels. */
    private Map<String, String> notPosted(PrintSupplier supplier, Instant now) {
        int days = supplier.watch().handOverDays();
        LocalDate today = LocalDate.ofInstant(now, WorkingDays.BRUSSELS);
        return reports.notPosted(supplier.code(), now.minus(Duration.ofDays(days))).stream()
                .filter(batch -> WorkingDays.after(batch.cutOffAt(), days).isBefore(today))
                .collect(Collectors.toMap(batch -> batch.batch().toString(), batch -> "pieces-" + batch.pieces()));
    }

    private Map<String, String> differences(PrintSupplier supplier, Instant now) {
        Map<String, String> differing = new HashMap<>();
        for (PrintReconciliation report : reports.open(supplier.code())) {
            CountsVerdict verdict = CountsVerdict.of(report.counts(), reports.ours(report.batch(), report.until()));
            if (verdict.agrees()) {
                reports.agreed(report);
            } else if (report.receivedAt().plus(supplier.watch().counts()).isBefore(now)) {
                differing.put(report.batch().toString(), verdict.code());
            }
        }
        return differing;
    }
}
