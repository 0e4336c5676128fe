package io.postiljon.intake;

import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Without a JSON object only the body as a whole was judged. */
    public Validation validate(Validation validation) {
        if (validation.upload().json().isEmpty()) {
            return validation.without(Stage.FORM);
        }
        StageFaults faults = new StageFaults();
        Optional<MessageReader.Reading> reading = faults.of(() -> MessageReader.readAll(validation.received().json(), validation.upload().parts(),
                new Terms(validation.received().agreement(), environment, addresses)));
        reading.ifPresent(read -> read.formFaults().forEach(faults::add));
        Validation judged = validation.judged(Stage.FORM, faults.issues()).reading(reading.map(MessageReader.Reading::message));
        return reading.isPresent() ? judged : judged.without(Stage.FORM);
    }

    /** @throws RefusalException with all faults of form (400) */
    public ReadSending read(ReceivedSending received) {
        return new ReadSending(received,
                MessageReader.read(received.json(), received.fileNames(), new Terms(received.agreement(), environment, addresses)));
    }
}
