package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.KboNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stage 3: connection, signature and message name one and the same agency. */
public class SenderCheck {
    /** @throws RefusalException 403 signer-mismatch, sender-mismatch */
    public SignedSending judge(SignedSending sending) {
        RefusalException.unlessNone(faults(sending.received().agreement(), Optional.of(sending), sending.message()));
        return sending;
    }

    public Validation validate(Validation validation) {
        Validation judged = validation.message().map(message -> validation.judgedWhereReadable(Stage.SENDER,
                faults(validation.received().agreement(), validation.signed(), message))).orElse(validation);
        return validation.signed().isPresent() ? judged : judged.without(Stage.SENDER);
    }

    private static List<Issue> faults(Agreement agreement, Optional<SignedSending> signed, MessageToPublish message) {
        List<Issue> issues = new ArrayList<>();
        if (signed.filter(sending -> !agreement.signingThumbprints().contains(sending.thumbprint())).isPresent()) {
            issues.add(Issue.inHeader(Complaint.SIGNER, "JWS-Signature"));
        }
        if (!message.sender().equals(Optional.<KboNumber>of(agreement.kbo()))) {
            issues.add(Issue.inBody(Complaint.SENDER, "sender.enterpriseNumber"));
        }
        return issues;
    }
}
