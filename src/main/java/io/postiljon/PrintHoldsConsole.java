package io.postiljon;

import io.postiljon.print.BatchMoveDesk;
import io.postiljon.print.HoldDesk;
import io.postiljon.print.PlannedDay;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PrintHold;
import io.postiljon.store.PrintHoldKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** What is held back from the print supplier, and what leaves when. */
@ManagedResource(objectName = PrintHoldsConsole.NAME, description = "What is held back from the print supplier, and what leaves when")
public class PrintHoldsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=PrintHolds";
    private static final String KIND = "SUPPLIER, AGENCY, PRINT_CLASS or BATCH";
    private static final String SUBJECT = "code of the supplier or agency, print class as in the plan, or id of the batch";
    private static final String REASON = "one line; stands in the record";

    private final HoldDesk desk;
    private final BatchMoveDesk moves;

    PrintHoldsConsole(HoldDesk desk, BatchMoveDesk moves) {
        this.desk = desk;
        this.moves = moves;
    }

    @ManagedOperation(description = "What is held, the oldest first")
    public List<Map<String, String>> list() {
        return desk.held().stream().map(PrintHoldsConsole::line).toList();
    }

    @ManagedOperation(description = "Holds back what is not handed over yet; what the supplier may have already goes on")
    @ManagedOperationParameter(name = "kind", description = KIND)
    @ManagedOperationParameter(name = "subject", description = SUBJECT)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void hold(String kind, String subject, String reason) {
        desk.hold(kind(kind), OperatorConsole.text(subject), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "Lets it go on")
    @ManagedOperationParameter(name = "kind", description = KIND)
    @ManagedOperationParameter(name = "subject", description = "as listed")
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void release(String kind, String subject, String reason) {
        desk.release(kind(kind), OperatorConsole.text(subject), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "Ends a batch that is not handed over; its pieces go to another supplier in new batches. Tells how many")
    @ManagedOperationParameter(name = "batch", description = "id")
    @ManagedOperationParameter(name = "supplier", description = "code of the other one, which the rules must allow")
    @ManagedOperationParameter(name = "reason", description = REASON)
    public int moveBatch(String batch, String supplier, String reason) throws IOException {
        return moves.move(OperatorConsole.batch(batch), new SupplierCode(OperatorConsole.text(supplier)), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "How many pieces and sheets leave on which day, and how many of them are held")
    public List<Map<String, String>> plan() {
        return desk.plan().stream().map(PrintHoldsConsole::line).toList();
    }

    private static PrintHoldKind kind(String typed) {
        return OperatorConsole.oneOf(PrintHoldKind.class, typed, "a kind is " + KIND);
    }

    private static Map<String, String> line(PrintHold hold) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("kind", hold.kind().name());
        line.put("subject", hold.subject());
        line.put("since", hold.heldAt().toString());
        line.put("by", hold.heldBy());
        line.put("reason", hold.reason());
        return line;
    }

    private static Map<String, String> line(PlannedDay day) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("day", day.day().toString());
        line.put("supplier", day.supplier().value());
        line.put("printClass", day.printClass().code());
        line.put("pieces", Integer.toString(day.pieces()));
        line.put("sheets", Integer.toString(day.sheets()));
        line.put("held", Integer.toString(day.held()));
        return line;
    }
}
