package io.postiljon.intake;

import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreement;
import java.util.List;
import java.util.Map;

/** Stage 1: the form of the message. */
public class MessageForm {
    private final Environment environment;
    private final AddressRules addresses;

    MessageForm(Environment environment, AddressRules addresses) {
        this.environment = environment;
        this.addresses = addresses;
    }

    /** Faults of form alone, for an upload that is refused already. */
    List<Issue> faults(Agreement agreement, byte[] json, Map<String, String> fileNames) {
        StageFaults faults = new StageFaults();
        faults.of(() -> MessageReader.read(json, fileNames, new Terms(agreement, environment, addresses)));
        return faults.issues();
    }

    /** @throws RefusalException with all faults of form (400) */
    public ReadSending read(ReceivedSending received) {
        return new ReadSending(received,
                MessageReader.read(received.json(), received.fileNames(), new Terms(received.agreement(), environment, addresses)));
    }
}
