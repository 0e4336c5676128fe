package io.postiljon;

import io.postiljon.print.OriginalsDesk;
import io.postiljon.store.Original;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The term of one letter on paper as the console shows and changes it. Who is logged in at the console is the actor. It never shows a
 * code: nobody has one. Which operations the console may call stands in {@code jolokia-access.xml}.
 */
@ManagedResource(objectName = OriginalsConsole.NAME, description = "Letters on paper whose recipient can fetch the original")
public class OriginalsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=Originals";
    private static final String SENDING = "id of the sending";
    private static final String REASON = "one line without data of persons; the agency can read it";

    private final OriginalsDesk desk;

    OriginalsConsole(OriginalsDesk desk) {
        this.desk = desk;
    }

    @ManagedOperation(description = "How the original of a letter stands; empty when its recipient can fetch nothing")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    public Map<String, String> look(String sendingId) {
        return desk.look(OperatorConsole.sending(sendingId)).map(OriginalsConsole::line).orElse(Map.of());
    }

    @ManagedOperation(description = "Sets another last day on which the original can be fetched")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "lastDay", description = "YYYY-MM-DD, in Brussels, inside the bounds of the agreement")
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void changeTerm(String sendingId, String lastDay, String reason) {
        desk.changeTerm(OperatorConsole.sending(sendingId), day(lastDay), OperatorConsole.operator(), reason);
    }

    @ManagedOperation(description = "Ends the term of a letter now; what is destroyed does not come back")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void withdraw(String sendingId, String reason) {
        desk.withdraw(OperatorConsole.sending(sendingId), OperatorConsole.operator(), reason);
    }

    private static Map<String, String> line(Original letter) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("agency", letter.agency().value());
        line.put("sentAt", letter.sentAt().toString());
        line.put("availableUntil", letter.availableUntil().toString());
        line.put("closedAt", letter.closedAt().map(Object::toString).orElse(""));
        line.put("check", letter.factor().name());
        line.put("wrongTries", Integer.toString(letter.wrongTries()));
        line.put("documents", Integer.toString(letter.documents().size()));
        return line;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(OperatorConsole.text(text));
        } catch (DateTimeParseException notADay) {
            throw new IllegalArgumentException("a day is written YYYY-MM-DD");
        }
    }
}
