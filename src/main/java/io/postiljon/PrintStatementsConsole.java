package io.postiljon;

import io.postiljon.audit.PrintStatement;
import io.postiljon.print.StatementDesk;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The statements of letters on paper, as the console shows them and has one made again. Who is logged in there is the actor. */
@ManagedResource(objectName = PrintStatementsConsole.NAME, description = "Daily statements of letters on paper")
public class PrintStatementsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=PrintStatements";

    private final StatementDesk desk;

    PrintStatementsConsole(StatementDesk desk) {
        this.desk = desk;
    }

    @ManagedOperation(description = "The newest statement of each agency, with what it cannot explain")
    public List<Map<String, String>> list() {
        return desk.newest().stream().map(PrintStatementsConsole::line).toList();
    }

    @ManagedOperation(description = "Makes the statement of a day once more, under a new number; of today, what can be said by now")
    @ManagedOperationParameter(name = "agency", description = "code of the agency")
    @ManagedOperationParameter(name = "day", description = "YYYY-MM-DD, in Brussels; or today")
    @ManagedOperationParameter(name = "reason", description = "one line; stands in the record")
    public Map<String, String> makeAgain(String agency, String day, String reason) {
        return line(desk.makeAgain(OperatorConsole.text(agency), day(OperatorConsole.text(day)), OperatorConsole.decision(reason)));
    }

    private LocalDate day(String text) {
        try {
            return text.equals("today") ? desk.today() : LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw new IllegalArgumentException("a day is written YYYY-MM-DD, or today");
        }
    }

    private static Map<String, String> line(PrintStatement statement) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("agency", statement.agency().value());
        line.put("number", Integer.toString(statement.number()));
        line.put("statementId", statement.id().toString());
        line.put("day", statement.day().toString());
        line.put("complete", Boolean.toString(statement.complete()));
        line.put("open", Integer.toString(statement.pieces().expected()));
        line.put("unexplained", Integer.toString(statement.unexplained()));
        line.put("madeAt", statement.madeAt().toString());
        return line;
    }
}
