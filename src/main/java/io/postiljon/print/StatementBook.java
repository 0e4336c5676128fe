package io.postiljon.print;

import io.postiljon.audit.PrintStatement;
import io.postiljon.sending.Agreement;
import io.postiljon.store.StatementLedger;
import java.util.List;
import java.util.Optional;

/**
 * All that a statement says, before it is written down.
 *
 * @param opensWith     number of the statement before; empty for the first one
 * @param replaces      the statement of the same day that this one corrects
 * @param openingFits   whether the letters that are kept of the statement before are those that it signed
 * @param sheetsByClass of the batches concerned, all together
 * @param letters       open ones, the oldest first, as many as are named
 */
record StatementBook(PrintStatement head, Agreement agreement, String environment, Optional<PrintStatement> opensWith, Optional<PrintStatement> replaces,
        boolean openingFits, List<StatementLedger.Group> closed, List<StatementLedger.Group> open, List<StatementLedger.Group> afterHandOver,
        List<StatementLedger.BatchSheets> sheetsByClass, List<StatementLedger.BatchSheets> batches, List<StatementLedger.Letter> letters,
        List<StatementLedger.Difference> differences, List<StatementLedger.Letter> unexplained) {

    int lettersOmitted() {
        return open.stream().mapToInt(group -> group.amount().pieces()).sum() - letters.size();
    }

    int batchesOmitted() {
        return sheetsByClass.stream().mapToInt(line -> Integer.parseInt(line.counts())).sum() - batches.size();
    }

    int unexplainedOmitted() {
        return Math.max(0, head.unexplained() - unexplained.size() - (openingFits ? 0 : 1));
    }
}
