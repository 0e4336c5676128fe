package io.postiljon.intake;

import io.postiljon.inspection.DocumentSource;
import io.postiljon.inspection.Inspection;
import io.postiljon.inspection.Paper;
import io.postiljon.inspection.Report;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Has every document of a sending looked into, out of the vault. */
public class DocumentInspection {
    private final Inspection inspection;
    private final Vault vault;
    private final Consumer<ReceivedSending> goesOn;

    /** @param goesOn is told before each document that the work on the sending goes on */
    DocumentInspection(Inspection inspection, Vault vault, Consumer<ReceivedSending> goesOn) {
        this.inspection = inspection;
        this.vault = vault;
        this.goesOn = goesOn;
    }

    /** @throws IOException when a check cannot be made now: nothing is accepted, and the sender comes back */
    public InspectedSending inspect(SignedSending signed) throws IOException {
        return new InspectedSending(signed, reports(signed.received(), signed.message()));
    }

    /** Whether paper is possible is not known without a message, and so not what has to be looked at. @throws IOException as above */
    public Validation validate(Validation validation) throws IOException {
        return validation.message().isPresent()
                ? validation.inspected(reports(validation.received(), validation.message().get()))
                : validation.without(Stage.DOCUMENTS);
    }

    private Map<String, Report> reports(ReceivedSending received, MessageToPublish message) throws IOException {
        Paper paper = message.wish().allowsPaper() ? Paper.POSSIBLE : Paper.NEVER;
        Map<String, Report> reports = new HashMap<>();
        for (ReceivedDocument document : received.documents()) {
            goesOn.accept(received);
            if (document.object().sizeBytes() > 0) {
                reports.put(document.partName(), inspection.inspect(new InVault(document.object()), paper));
            }
        }
        return reports;
    }

    private final class InVault implements DocumentSource {
        private final SealedObject object;

        InVault(SealedObject object) {
            this.object = object;
        }

        @Override public long sizeBytes() {
            return object.sizeBytes();
        }

        @Override public InputStream open() throws IOException {
            return Channels.newInputStream(vault.openChannel(object));
        }
    }
}
