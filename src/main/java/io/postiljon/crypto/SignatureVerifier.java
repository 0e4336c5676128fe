package io.postiljon.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what an agency's signature over received parts is worth. A {@link SignatureVerdict.Valid} one was made by the key of the
 * named certificate over exactly these parts. Not said here: whether the certificate is of the agency that sends, whether it was
 * used before (the message reference is the nonce), and, without an {@link AgePolicy}, how old it is.
 *
 * <p>The key comes from the lookup only. A certificate that ended or is revoked must not come out of the lookup. No network, no
 * file. Safe for all threads.
 *
 * <p>Source: ETSI TS 119 182-1 baseline B, RFC 7515, RFC 8725.
 */
public final class SignatureVerifier {
    /** For the header of an HTTP request: about 150 parts. */
    public static final int HTTP_LIMIT_CHARACTERS = 16 * 1024;
    /** For the signature of a drop: 7,000 entries with names of 100 characters need 1.4 million. */
    public static final int DROP_LIMIT_CHARACTERS = 2 * 1024 * 1024;

    private final int limitCharacters;

    public SignatureVerifier(int limitCharacters) {
        if (limitCharacters < 1 || limitCharacters > DROP_LIMIT_CHARACTERS) {
            throw new IllegalArgumentException("the limit of a signature is 1 to " + DROP_LIMIT_CHARACTERS + " characters");
        }
        this.limitCharacters = limitCharacters;
    }

    public static SignatureVerifier forHttp() {
        return new SignatureVerifier(HTTP_LIMIT_CHARACTERS);
    }

    public static SignatureVerifier forDrops() {
        return new SignatureVerifier(DROP_LIMIT_CHARACTERS);
    }

    /** All checks and then the age, which is looked at only when everything else is right. */
    public SignatureVerdict verify(String compactJws, List<SignedPart> received, CertificateLookup certificates, AgePolicy policy,
            Instant now) {
        SignatureVerdict verdict = verify(compactJws, received, certificates);
        return verdict instanceof SignatureVerdict.Valid valid && policy.judge(valid.signedAt(), now) != AgePolicy.Age.FITS
                ? new SignatureVerdict.Expired(valid.signedAt())
                : verdict;
    }

    /** All checks but the age: the caller first asks whether this is a repeat, then {@link AgePolicy#judge}. */
    public SignatureVerdict verify(String compactJws, List<SignedPart> received, CertificateLookup certificates) {
        if (compactJws == null || compactJws.isBlank()) {
            return new SignatureVerdict.Missing();
        }
        if (compactJws.length() > limitCharacters) {
            return new SignatureVerdict.Invalid("longer than " + limitCharacters + " characters");
        }
        try {
            return verdictOn(DetachedJws.parse(compactJws), received, certificates);
        } catch (JwsRefused e) {
            return new SignatureVerdict.Invalid(e.getMessage());
        } catch (GeneralSecurityException e) {
            return new SignatureVerdict.Invalid("the signature cannot be checked");
        }
    }

    private static SignatureVerdict verdictOn(DetachedJws jws, List<SignedPart> received, CertificateLookup certificates)
            throws GeneralSecurityException {
        Optional<X509Certificate> certificate = certificates.byThumbprint(jws.thumbprint());
        if (certificate.isEmpty()) {
            return new SignatureVerdict.UnknownSigner(jws.thumbprint());
        }
        if (!Thumbprints.of(certificate.get()).equals(jws.thumbprint())) {
            return new SignatureVerdict.Invalid("the lookup gave another certificate");
        }
        if (!jws.algorithm().fits(certificate.get().getPublicKey())) {
            return new SignatureVerdict.Invalid("the key does not fit alg");
        }
        if (!jws.algorithm().verifies(certificate.get().getPublicKey(), jws.signingInput(), jws.signature())) {
            return new SignatureVerdict.Invalid("the signature does not hold");
        }
        return coverage(jws, received);
    }

    private static SignatureVerdict coverage(DetachedJws jws, List<SignedPart> received) {
        Map<String, ContentDigest> signed = new HashMap<>();
        for (int i = 0; i < jws.names().size(); i++) {
            signed.put(jws.names().get(i), jws.digests().get(i));
        }
        if (signed.size() != jws.names().size() || received.size() != signed.size()) {
            return new SignatureVerdict.Coverage();
        }
        boolean digestsHold = true;
        for (SignedPart part : received) {
            ContentDigest digest = signed.remove(part.name());
            if (digest == null) {
                return new SignatureVerdict.Coverage();
            }
            digestsHold &= digest.equals(part.digest());
        }
        return digestsHold
                ? new SignatureVerdict.Valid(jws.thumbprint(), jws.signedAt(), jws.algorithm().name())
                : new SignatureVerdict.Invalid("a digest differs from the part");
    }
}
