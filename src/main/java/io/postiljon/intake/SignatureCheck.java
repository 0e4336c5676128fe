package io.postiljon.intake;

import io.postiljon.access.StandingUnknown;
import io.postiljon.crypto.AgePolicy;
import io.postiljon.crypto.CertificateLookup;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.SignatureVerdict;
import io.postiljon.crypto.SignatureVerifier;
import io.postiljon.crypto.SignedPart;
import java.time.Clock;
import java.time.Instant;
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

    /** Everything but the age. @throws RefusalException 401, 503 */
    public SignedSending verify(ReadSending read) {
        return verified(read.received()).over(read);
    }

    /** Age and all. Parts that could not be read leave nothing to verify; a signature that is missing is told all the same. */
    public Validation validate(Validation validation) {
        boolean missing = validation.received().signature() instanceof SignatureSource.OverParts over && over.jws().filter(jws -> !jws.isBlank()).isEmpty();
        if (!validation.isWhole() && !missing) {
            return validation.without(Stage.SIGNATURE);
        }
        StageFaults faults = new StageFaults();
        Optional<Verified> verified = faults.of(() -> verified(validation.received()));
        verified.ifPresent(held -> faults.of(() -> requireRecent(validation.received().signature(), held.signedAt())));
        return validation.judged(Stage.SIGNATURE, faults.issues())
                .signedAs(verified.flatMap(held -> validation.message().map(message -> held.over(new ReadSending(validation.received(), message)))));
    }

    /** A signature over HTTPS is fresh; the one of a drop was judged with the drop. @throws RefusalException signature-expired */
    public SignedSending requireRecent(SignedSending signed) {
        requireRecent(signed.received().signature(), signed.signedAt());
        return signed;
    }

    private void requireRecent(SignatureSource source, Instant signedAt) {
        if (source instanceof SignatureSource.OverParts && age.judge(signedAt, clock.instant()) != AgePolicy.Age.FITS) {
            throw RefusalException.of(Issue.inHeader(Complaint.SIGNATURE_OLD, "JWS-Signature", age.maxAge().toSeconds(), age.maxAhead().toSeconds()));
        }
    }

    private record Verified(String jws, String thumbprint, Instant signedAt) {
        SignedSending over(ReadSending read) {
            return new SignedSending(read, jws, thumbprint, signedAt);
        }
    }

    private Verified verified(ReceivedSending received) {
        return switch (received.signature()) {
            case SignatureSource.OverParts over -> verified(received, over.jws());
            case SignatureSource.VerifiedByDrop drop -> new Verified(drop.jws(), drop.thumbprint(), drop.signedAt());
        };
    }

    private Verified verified(ReceivedSending received, Optional<String> jws) {
        List<SignedPart> parts = received.digests().entrySet().stream()
                .map(part -> new SignedPart(part.getKey(), ContentDigest.ofHex(part.getValue().hex()))).toList();
        return switch (verdict(jws.orElse(null), parts)) {
            case SignatureVerdict.Valid valid -> new Verified(jws.orElseThrow(), valid.thumbprint(), valid.signedAt());
            case SignatureVerdict.Missing missing -> throw refusal(Complaint.SIGNATURE_MISSING);
            case SignatureVerdict.Coverage coverage -> throw refusal(Complaint.SIGNATURE_PARTS);
            case SignatureVerdict.Invalid invalid -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.UnknownSigner unknown -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.Expired expired -> throw new IllegalStateException("the age was not asked for");
        };
    }

    /** @throws RefusalException revocation-unknown, whatever the signature is worth: nobody can say it now */
    private SignatureVerdict verdict(String jws, List<SignedPart> parts) {
        try {
            return verifier.verify(jws, parts, certificates);
        } catch (StandingUnknown notNow) {
            throw Callers.revocationUnknown();
        }
    }

    private static RefusalException refusal(Complaint complaint) {
        return RefusalException.of(Issue.inHeader(complaint, "JWS-Signature"));
    }
}
