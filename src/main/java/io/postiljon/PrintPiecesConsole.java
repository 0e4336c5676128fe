package io.postiljon;

import io.postiljon.print.PieceLists;
import io.postiljon.print.ResendDesk;
import io.postiljon.print.TakeBackDesk;
import io.postiljon.store.PieceId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Letters that must not be printed, and letters that are printed anew. */
@ManagedResource(objectName = PrintPiecesConsole.NAME, description = "Takes letters back from the print supplier, and has them printed anew")
public class PrintPiecesConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=PrintPieces";
    private static final String PIECE = "id of the piece, as in the history of its sending";
    private static final String BATCH = "id of the batch, as in the history of its sendings";
    private static final String REASON = "one line; stands in the record, and the agency can read it";

    private final TakeBackDesk takeBack;
    private final ResendDesk resend;
    private final PieceLists lists;

    PrintPiecesConsole(TakeBackDesk takeBack, ResendDesk resend, PieceLists lists) {
        this.takeBack = takeBack;
        this.resend = resend;
        this.lists = lists;
    }

    @ManagedOperation(description = "Where the pieces of a batch stand")
    @ManagedOperationParameter(name = "batch", description = BATCH)
    public List<Map<String, String>> list(String batch) {
        return lists.of(OperatorConsole.batch(batch)).stream().map(PrintPiecesConsole::line).toList();
    }

    @ManagedOperation(description = "Cancels a piece, or asks the supplier to: CANCELLED, ASKED or TOO_LATE")
    @ManagedOperationParameter(name = "piece", description = PIECE)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public String takeBackPiece(String piece, String reason) {
        return takeBack.piece(piece(piece), OperatorConsole.decision(reason)).name();
    }

    @ManagedOperation(description = "The same for all pieces of a batch; one that is not handed over is stopped")
    @ManagedOperationParameter(name = "batch", description = BATCH)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public Map<String, Integer> takeBackBatch(String batch, String reason) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        takeBack.batch(OperatorConsole.batch(batch), OperatorConsole.decision(reason)).forEach((end, count) -> counts.put(end.name(), count));
        return counts;
    }

    @ManagedOperation(description = "Prints a letter anew that ended without one; gives the id of the new piece")
    @ManagedOperationParameter(name = "piece", description = PIECE)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public String resendPiece(String piece, String reason) throws IOException, InterruptedException {
        return resend.piece(piece(piece), OperatorConsole.decision(reason)).toString();
    }

    @ManagedOperation(description = "The same for all pieces of a batch; gives for each the new piece, or why there is none")
    @ManagedOperationParameter(name = "batch", description = BATCH)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public Map<String, String> resendBatch(String batch, String reason) throws IOException, InterruptedException {
        Map<String, String> results = new LinkedHashMap<>();
        resend.batch(OperatorConsole.batch(batch), OperatorConsole.decision(reason)).forEach((piece, result) -> results.put(piece.toString(), result));
        return results;
    }

    private static PieceId piece(String text) {
        return PieceId.parse(OperatorConsole.text(text));
    }

    private static Map<String, String> line(PieceLists.Line each) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("piece", each.piece().id().toString());
        line.put("sending", each.piece().sending().toString());
        line.put("state", each.piece().state().name());
        each.wish().ifPresent(wish -> {
            line.put("askedBackBy", wish.askedBy().name());
            line.put("askedBack", wish.decided().map(decided -> decided.outcome().name()).orElse("ASKED"));
        });
        each.successor().ifPresent(next -> line.put("printedAnewAs", next.toString()));
        return line;
    }
}
