package io.postiljon.intake;

/** Stage 1: the form of the message. */
public class MessageForm {
    private final Environment environment;

    MessageForm(Environment environment) {
        this.environment = environment;
    }

    /** @throws RefusalException with all faults of form (400) */
    public ReadSending read(ReceivedSending received) {
        return new ReadSending(received,
                MessageReader.read(received.json(), received.fileNames(), new Terms(received.agreement(), environment)));
    }
}
