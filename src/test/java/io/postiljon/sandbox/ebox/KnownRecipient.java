package io.postiljon.sandbox.ebox;

import java.util.List;

/**
 * One recipient that the simulator knows. Who is not known is, if a citizen, without consent, and if an enterprise, without box and
 * not a valid company.
 *
 * @param exclusivelyEbox true when an enterprise wants no paper copy any more; without meaning for a citizen
 */
public record KnownRecipient(RecipientType type, String number, RecipientBehaviour behaviour, boolean exclusivelyEbox) {

    public static KnownRecipient citizen(String ssin, RecipientBehaviour behaviour) {
        return new KnownRecipient(RecipientType.CITIZEN, ssin, behaviour, false);
    }

    public static KnownRecipient enterprise(String kbo, RecipientBehaviour behaviour) {
        return new KnownRecipient(RecipientType.ENTERPRISE, kbo, behaviour, false);
    }

    /** The recipients that every sandbox and test shares; all numbers are synthetic. */
    public static List<KnownRecipient> wellKnown() {
        return List.of(
                citizen("90610199729", RecipientBehaviour.REACHABLE),
                citizen("90610199828", RecipientBehaviour.UNREACHABLE),
                citizen("90621599704", RecipientBehaviour.NEVER_OPENED),
                citizen("90630799757", RecipientBehaviour.REACHABLE),
                citizen("90642099861", RecipientBehaviour.REACHABLE),
                enterprise("0999990024", RecipientBehaviour.REACHABLE),
                enterprise("0999990123", RecipientBehaviour.REACHABLE),
                enterprise("1000000021", RecipientBehaviour.NEVER_OPENED),
                enterprise("1999990045", RecipientBehaviour.NOT_A_COMPANY),
                enterprise("0999992497", RecipientBehaviour.UNREACHABLE));
    }

    @Override
    public String toString() {
        return "KnownRecipient[" + type + ", ***, " + behaviour + "]";
    }
}
