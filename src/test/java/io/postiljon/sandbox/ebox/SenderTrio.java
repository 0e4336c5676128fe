package io.postiljon.sandbox.ebox;

/**
 * What the e-Box team sets up at onboarding: an organisation, one of its applications and a message type, for one kind of box.
 *
 * @param validity how long a message of this type stays in the box
 */
public record SenderTrio(String kbo, String senderApplicationId, String messageTypeId, RecipientType recipients, Validity validity) {

    /** Six months, the example that e-Box gives for enterprises. */
    public static SenderTrio of(String kbo, String senderApplicationId, String messageTypeId, RecipientType recipients) {
        return new SenderTrio(kbo, senderApplicationId, messageTypeId, recipients, new Validity(6, Validity.Unit.MONTH));
    }
}
