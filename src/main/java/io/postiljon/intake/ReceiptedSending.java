package io.postiljon.intake;

import io.postiljon.sending.SendingId;
import java.time.Instant;

/** A sending with its id, its moment and the signed receipt that will be stored with it. */
public record ReceiptedSending(CheckedSending checked, SendingId id, Instant acceptedAt, String receipt) {
    @Override public String toString() {
        return "ReceiptedSending[" + id + "]";
    }
}
