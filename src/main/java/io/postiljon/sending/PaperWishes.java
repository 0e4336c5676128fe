package io.postiljon.sending;

import java.util.Optional;

/**
 * How a sending is to be printed. An empty member takes the default of the agreement.
 *
 * @param availabilityDays how long the recipient can fetch the original, in days
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
        Optional<Integer> availabilityDays) {
    public enum Priority { PRIOR, NON_PRIOR }
}
