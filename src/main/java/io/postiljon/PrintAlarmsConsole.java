package io.postiljon;

import io.postiljon.audit.Decision;
import io.postiljon.print.SupplierAlarms;
import io.postiljon.store.PrintAlarm;
import io.postiljon.store.PrintAlarmKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** What the print supplier owes us, or tells otherwise than we know, as the console shows it. Who is logged in there is the actor. */
@ManagedResource(objectName = PrintAlarmsConsole.NAME, description = "What the print supplier owes us, or tells otherwise than we know")
public class PrintAlarmsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=PrintAlarms";

    private final SupplierAlarms alarms;

    PrintAlarmsConsole(SupplierAlarms alarms) {
        this.alarms = alarms;
    }

    @ManagedOperation(description = "Open alarms, the oldest first")
    public List<Map<String, String>> list() {
        return alarms.open().stream().map(PrintAlarmsConsole::line).toList();
    }

    @ManagedOperation(description = "Somebody looked after it; it is not raised again")
    @ManagedOperationParameter(name = "kind", description = "as listed")
    @ManagedOperationParameter(name = "subject", description = "as listed")
    @ManagedOperationParameter(name = "reason", description = "one line; stands in the record")
    public void close(String kind, String subject, String reason) {
        Decision decision = OperatorConsole.decision(reason);
        alarms.close(OperatorConsole.oneOf(PrintAlarmKind.class, kind, "this is not a kind of alarm"), OperatorConsole.text(subject), decision.actor(), decision.reason());
    }

    private static Map<String, String> line(PrintAlarm alarm) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("kind", alarm.kind().name());
        line.put("supplier", alarm.supplier().value());
        line.put("subject", alarm.subject());
        line.put("code", alarm.code());
        line.put("since", alarm.raisedAt().toString());
        return line;
    }
}
