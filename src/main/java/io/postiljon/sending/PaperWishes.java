package io.postiljon.sending;

import java.util.Optional;

/**
 * How a sending is to be printed. An empty member takes the default of the agreement.
 *
 * @param availabilityDays how long the recipient can fetch the original, in days
 * @param downloadCheck    what he has to give for it: promised at acceptance by the agreement of that moment; empty when nothing was
 *                         offered then, or in what was accepted before promises were kept
 */
public record PaperWishes(
        PostalAddress recipient,
        Optional<PostalAddress> returnAddress,
        Optional<Boolean> registered,
        Optional<Boolean> acknowledgement,
        Optional<Boolean> duplex,
        Optional<Boolean> downloadable,
        Optional<Priority> priority,
        Optional<String> documentType,
        Optional<String> purchaseOrderRef,
        Optional<Integer> availabilityDays,
        Optional<SecondFactor> downloadCheck) {
    /** With nothing promised. */
    public PaperWishes(PostalAddress recipient, Optional<PostalAddress> returnAddress, Optional<Boolean> registered, Optional<Boolean> acknowledgement,
            Optional<Boolean> duplex, Optional<Boolean> downloadable, Optional<Priority> priority, Optional<String> documentType,
            Optional<String> purchaseOrderRef, Optional<Integer> availabilityDays) {
        this(recipient, returnAddress, registered, acknowledgement, duplex, downloadable, priority, documentType, purchaseOrderRef, availabilityDays,
                Optional.empty());
    }

    public PaperWishes promising(SecondFactor check) {
        return new PaperWishes(recipient, returnAddress, registered, acknowledgement, duplex, downloadable, priority, documentType, purchaseOrderRef,
                availabilityDays, Optional.of(check));
    }

    public enum Priority { PRIOR, NON_PRIOR }
}
