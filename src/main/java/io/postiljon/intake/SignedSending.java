package io.postiljon.intake;

import io.postiljon.audit.AuditRecord;
import java.time.Instant;

/**
 * A sending whose signature holds, covers every part, and was made with a certificate that is registered for some agency. Its age, and
 * whose certificate it is, are judged later.
 */
public record SignedSending(ReadSending read, String jws, String thumbprint, Instant signedAt) implements KnownSending {
    @Override public ReceivedSending received() {
        return read.received();
    }

    MessageToPublish message() {
        return read.message();
    }

    /** What it asks, and about whom, for the record. */
    AuditRecord describe(AuditRecord record) {
        return record.withPurpose(message().service(), message().purpose(), message().dataCategory())
                .withSubject(message().kind(), message().recipient())
                .withSignature(evidence());
    }

    /** What is kept with the sending: the signature, or the name of the drop that holds it. */
    String evidence() {
        return read.received().signature() instanceof SignatureSource.VerifiedByDrop drop ? drop.evidence() : jws;
    }

    @Override public String toString() {
        return "SignedSending[" + read.received() + "]";
    }
}
