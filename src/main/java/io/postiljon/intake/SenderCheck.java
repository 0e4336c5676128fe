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
        Agreement agreement = sending.received().agreement();
        List<Issue> issues = new ArrayList<>();
        if (!agreement.signingThumbprints().contains(sending.thumbprint())) {
            issues.add(Issue.inHeader(Complaint.SIGNER, "JWS-Signature"));
        }
        if (!sending.message().sender().equals(Optional.<KboNumber>of(agreement.kbo()))) {
            issues.add(Issue.inBody(Complaint.SENDER, "sender.enterpriseNumber"));
        }
        RefusalException.unlessNone(issues);
        return sending;
    }
}
