package io.postiljon.intake;

import io.postiljon.sending.DataCategory;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Purpose;
import io.postiljon.store.NewDocument;
import java.util.List;

/** A sending that passed every stage; its documents stand in the order of the message. */
public record CheckedSending(SignedSending signed, MessageReference reference, DataCategory dataCategory, Purpose purpose,
        MessageContent content, List<NewDocument> documents) {
    public CheckedSending {
        documents = List.copyOf(documents);
    }

    ReceivedSending received() {
        return signed.received();
    }

    @Override public String toString() {
        return "CheckedSending[" + signed.received() + "]";
    }
}
