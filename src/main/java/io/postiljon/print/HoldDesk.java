package io.postiljon.print;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.Decision;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.Pieces;
import io.postiljon.store.PlannedPieces;
import io.postiljon.store.PrintHold;
import io.postiljon.store.PrintHoldKind;
import io.postiljon.store.PrintHolds;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Operators hold back what is not with the supplier yet, and release it; each use is on record. */
public class HoldDesk {
    private static final Logger LOG = LoggerFactory.getLogger(HoldDesk.class);
    private static final Set<BatchState> NOT_HANDED_OVER = EnumSet.of(BatchState.CLOSED, BatchState.BUILT);

    private final PrintHolds holds;
    private final Pieces pieces;
    private final Batches batches;
    private final Agreements agreements;
    private final PrintEvidence evidence;
    private final PrintSuppliers suppliers;
    private final Clock clock;

    HoldDesk(PrintHolds holds, Pieces pieces, Batches batches, Agreements agreements, PrintEvidence evidence, PrintSuppliers suppliers, Clock clock) {
        this.holds = holds;
        this.pieces = pieces;
        this.batches = batches;
        this.agreements = agreements;
        this.evidence = evidence;
        this.suppliers = suppliers;
        this.clock = clock;
    }

    public List<PrintHold> held() {
        return holds.all();
    }

    /**
     * @throws IllegalArgumentException when there is no such supplier, agency, class or batch
     * @throws IllegalStateException    when it is held already, or the supplier may have the batch
     */
    @Transactional
    public void hold(PrintHoldKind kind, String subject, Decision decision) {
        String named = asStored(kind, subject);
        requireSubject(kind, named);
        if (!holds.hold(kind, named, decision.reason(), decision.actor().id())) {
            throw new IllegalStateException("this is held already");
        }
        record(AuditEvent.PRINT_HELD, kind, named, decision);
    }

    /** @throws IllegalStateException when it is not held */
    @Transactional
    public void release(PrintHoldKind kind, String subject, Decision decision) {
        String named = asStored(kind, subject);
        if (!holds.release(kind, named)) {
            throw new IllegalStateException("this is not held");
        }
        record(AuditEvent.PRINT_RELEASED, kind, named, decision);
    }

    /** An id can be written in other ways than the one by which the database compares: such a hold would hold nothing. */
    private static String asStored(PrintHoldKind kind, String subject) {
        return kind == PrintHoldKind.BATCH ? BatchId.parse(subject).toString() : subject;
    }

    private void record(AuditEvent event, PrintHoldKind kind, String subject, Decision decision) {
        evidence.append(AuditRecord.of(event, AuditOutcome.DONE, decision.actor(), clock.instant(), PrintEvidence.NO_TRACE)
                .withDetail(Map.of("kind", kind.name(), "subject", subject, "reason", decision.reason())));
        LOG.warn("{}: {} {}", event, kind, subject);
    }

    private void requireSubject(PrintHoldKind kind, String subject) {
        boolean known = switch (kind) {
            case SUPPLIER -> suppliers.has(new SupplierCode(subject));
            case AGENCY -> agreements.all().stream().anyMatch(agreement -> agreement.code().equals(new AgencyCode(subject)));
            case PRINT_CLASS -> isPrintClass(subject);
            case BATCH -> isNotHandedOver(BatchId.parse(subject));
        };
        if (!known) {
            throw new IllegalArgumentException("there is none with this name");
        }
    }

    private static boolean isPrintClass(String subject) {
        try {
            return PrintClass.parse(subject).code().equals(subject);
        } catch (IllegalArgumentException noClass) {
            return false;
        }
    }

    private boolean isNotHandedOver(BatchId id) {
        Batch batch = batches.find(id).orElseThrow(() -> new IllegalArgumentException("there is none with this name"));
        if (!NOT_HANDED_OVER.contains(batch.state())) {
            throw new IllegalStateException("the supplier may have this batch: it is " + batch.state());
        }
        return true;
    }

    /** What leaves on which day, as it stands now. A piece in no batch counts for the day to which the next cut-off would bring it. */
    public List<PlannedDay> plan() {
        Map<String, PlannedDay> days = new TreeMap<>();
        for (PlannedPieces some : pieces.planned()) {
            LocalDate day = some.handOverOn().orElseGet(() -> nextDay(some));
            days.merge(day + " " + some.supplier() + " " + some.printClass().code(), new PlannedDay(some.supplier(), day, some.printClass(), some.pieces(), some.sheets(), some.held()),
                    (one, other) -> new PlannedDay(one.supplier(), day, one.printClass(), one.pieces() + other.pieces(), one.sheets() + other.sheets(), one.held() + other.held()));
        }
        return List.copyOf(days.values());
    }

    /** Of a supplier that the settings name no longer: as soon as of any. */
    private LocalDate nextDay(PlannedPieces some) {
        PrintSupplier supplier = suppliers.has(some.supplier()) ? suppliers.get(some.supplier()) : suppliers.all().getFirst();
        return WorkingDays.after(WorkingDays.cutOff(clock.instant(), supplier.batch().cutOff()), BatchCloser.daysToPost(some.printClass().priority()));
    }
}
