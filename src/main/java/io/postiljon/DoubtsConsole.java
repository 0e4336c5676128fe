package io.postiljon;

import io.postiljon.ebox.Doubt;
import io.postiljon.ebox.Doubts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The sendings in doubt as the console shows them, with the ways out. Who is logged in at the console is the actor. What is not
 * offered for a sending now is refused with a sentence. Which operations the console may call stands in {@code jolokia-access.xml}.
 */
@ManagedResource(objectName = DoubtsConsole.NAME, description = "Sendings of which nobody knows whether they lie in the eBox")
public class DoubtsConsole implements OperatorConsole {
    static final String NAME = "io.postiljon:type=Doubts";
    private static final String SENDING = "id of the sending, as listed";
    private static final String REASON = "one line; the agency can read it";

    private final Doubts doubts;

    DoubtsConsole(Doubts doubts) {
        this.doubts = doubts;
    }

    @ManagedOperation(description = "Open questions and sendings in doubt, with what may be done about each")
    public List<Map<String, String>> list() {
        return doubts.list().stream().map(DoubtsConsole::line).toList();
    }

    @ManagedOperation(description = "Asks the eBox once more under the same key, at once; nothing can be published twice")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void askAgain(String sendingId, String reason) {
        doubts.askAgain(OperatorConsole.sending(sendingId), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "The message lies in the box")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "eboxMessageId", description = "the id that the eBox gave it")
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void confirmPublished(String sendingId, String eboxMessageId, String reason) {
        doubts.confirmPublished(OperatorConsole.sending(sendingId), eboxMessageId, OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "The message certainly does not lie in the box, and delivery ends")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void confirmNotPublished(String sendingId, String reason) {
        doubts.confirmNotPublished(OperatorConsole.sending(sendingId), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "The message certainly does not lie in the box: publishes it under a new key")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void sendAgain(String sendingId, String reason) {
        doubts.sendAgain(OperatorConsole.sending(sendingId), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "The message certainly does not lie in the box: prints it, where the agency allowed paper")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void releaseToPaper(String sendingId, String reason) {
        doubts.releaseToPaper(OperatorConsole.sending(sendingId), OperatorConsole.decision(reason));
    }

    @ManagedOperation(description = "The question needs no more answer; the sending stays as it is")
    @ManagedOperationParameter(name = "sendingId", description = SENDING)
    @ManagedOperationParameter(name = "reason", description = REASON)
    public void close(String sendingId, String reason) {
        doubts.close(OperatorConsole.sending(sendingId), OperatorConsole.decision(reason));
    }

    private static Map<String, String> line(Doubt doubt) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("sendingId", doubt.sending().id().toString());
        line.put("agency", doubt.sending().agency().value());
        line.put("state", doubt.sending().state().name());
        line.put("since", doubt.sending().stateSince().toString());
        line.put("questions", String.join(", ", doubt.questions().stream().map(item -> item.kind() + " (" + item.code() + ")").toList()));
        line.put("attempts", Integer.toString(doubt.sending().attempt()));
        line.put("nextAttemptAt", doubt.sending().nextAttemptAt().map(Object::toString).orElse(""));
        line.put("deadline", doubt.sending().deadline().toString());
        line.put("eboxKey", doubt.sending().eboxKey().map(UUID::toString).orElse(""));
        line.put("eboxMessageId", doubt.sending().eboxMessageId().orElse(""));
        line.put("ways", String.join(", ", doubt.ways().stream().sorted().map(Enum::name).toList()));
        return line;
    }
}
