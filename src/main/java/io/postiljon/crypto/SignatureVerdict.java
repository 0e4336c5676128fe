package io.postiljon.crypto;

import java.time.Instant;

/** What a signature over received parts is worth. Only {@link Valid} lets anything pass. */
public sealed interface SignatureVerdict {
    /**
     * The signature holds and covers every part once.
     *
     * @param thumbprint of the signing certificate; whether its agency is the one of the connection is for the caller to say
     */
    record Valid(String thumbprint, Instant signedAt, String alg) implements SignatureVerdict {}

    /** There is none: {@code signature-required}. */
    record Missing() implements SignatureVerdict {}

    /** {@code signature-invalid}. The reason is for our log; the sender is not told more than the code. */
    record Invalid(String internalReason) implements SignatureVerdict {}

    /** It holds but is too old or ahead: {@code signature-expired}. */
    record Expired(Instant signedAt) implements SignatureVerdict {}

    /** It holds but leaves a part out, names one that is not there, or names one twice: {@code signature-coverage}. */
    record Coverage() implements SignatureVerdict {}

    /** No certificate that may be used has this thumbprint: {@code signature-invalid}. The thumbprint is well-formed. */
    record UnknownSigner(String thumbprint) implements SignatureVerdict {}
}
