package io.postiljon;

import io.postiljon.audit.PersonRecords;
import io.postiljon.audit.PersonalRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * What the evidence holds of a person, for the answer to his request for access. Who is logged in at the console is the actor, and each
 * search is on record. The number that was asked for is in no answer and no refusal.
 */
@ManagedResource(objectName = PersonsConsole.NAME, description = "Records that have to do with a person, for his request for access")
public class PersonsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=Persons";

    private final PersonRecords persons;

    PersonsConsole(PersonRecords persons) {
        this.persons = persons;
    }

    @ManagedOperation(description = "Records of one agency about this person, and those that he left by a login, the newest first; the search is on record")
    @ManagedOperationParameter(name = "agency", description = "code of the agency, as in the file name of its agreement")
    @ManagedOperationParameter(name = "insz", description = "of the person")
    @ManagedOperationParameter(name = "reason", description = "one line without data of persons, such as the number of the request")
    public Map<String, Object> records(String agency, String insz, String reason) {
        PersonRecords.Found found = persons.find(new AgencyCode(OperatorConsole.text(agency)),
                new Recipient.Citizen(new Insz(String.valueOf(insz).replaceAll("[ .-]", ""))), OperatorConsole.decision(reason));
        return Map.of("complete", Boolean.toString(found.complete()), "records", found.records().stream().map(PersonsConsole::line).toList());
    }

    private static Map<String, String> line(PersonalRecord record) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", record.at().toString());
        line.put("event", record.event().name());
        line.put("outcome", record.outcome().name());
        line.put("by", record.actor().name());
        line.put("sendingId", record.sending().map(Object::toString).orElse(""));
        line.put("relation", record.relation().name());
        return line;
    }
}
