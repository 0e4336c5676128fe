package io.postiljon.intake;

import io.postiljon.crypto.AgePolicy;
import io.postiljon.crypto.CertificateLookup;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.SignatureVerdict;
import io.postiljon.crypto.SignatureVerifier;
import io.postiljon.crypto.SignedPart;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Stage 2: the signature of the agency. A repeat is looked up between its two halves, so that it need not be signed again. */
public class SignatureCheck {
    private final SignatureVerifier verifier;
    private final CertificateLookup certificates;
    private final AgePolicy age;
    private final Clock clock;

    /** @param certificates registered signing certificates of all agencies, as far as they may be used now */
    SignatureCheck(SignatureVerifier verifier, CertificateLookup certificates, AgePolicy age, Clock clock) {
        this.verifier = verifier;
        this.certificates = certificates;
        this.age = age;
        this.clock = clock;
    }

    /** Everything but the age. @throws RefusalException 401 */
    public SignedSending verify(ReadSending read) {
        return switch (read.received().signature()) {
            case SignatureSource.OverParts over -> verified(read, over.jws());
            case SignatureSource.VerifiedByDrop drop -> new SignedSending(read, drop.jws(), drop.thumbprint(), drop.signedAt());
        };
    }

    /** A signature over HTTPS is fresh; the one of a drop was judged with the drop. @throws RefusalException signature-expired */
    public SignedSending requireRecent(SignedSending signed) {
        boolean overParts = signed.received().signature() instanceof SignatureSource.OverParts;
        if (overParts && age.judge(signed.signedAt(), clock.instant()) != AgePolicy.Age.FITS) {
            throw RefusalException.of(Issue.inHeader(Complaint.SIGNATURE_OLD, "JWS-Signature", age.maxAge().toSeconds(), age.maxAhead().toSeconds()));
        }
        return signed;
    }

    private SignedSending verified(ReadSending read, Optional<String> jws) {
        List<SignedPart> parts = read.received().digests().entrySet().stream()
                .map(part -> new SignedPart(part.getKey(), ContentDigest.ofHex(part.getValue().hex()))).toList();
        return switch (verifier.verify(jws.orElse(null), parts, certificates)) {
            case SignatureVerdict.Valid valid -> new SignedSending(read, jws.orElseThrow(), valid.thumbprint(), valid.signedAt());
            case SignatureVerdict.Missing missing -> throw refusal(Complaint.SIGNATURE_MISSING);
            case SignatureVerdict.Coverage coverage -> throw refusal(Complaint.SIGNATURE_PARTS);
            case SignatureVerdict.Invalid invalid -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.UnknownSigner unknown -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.Expired expired -> throw new IllegalStateException("the age was not asked for");
        };
    }

    private static RefusalException refusal(Complaint complaint) {
        return RefusalException.of(Issue.inHeader(complaint, "JWS-Signature"));
    }
}
