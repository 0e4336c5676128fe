package io.postiljon.sandbox.ebox;

import io.postiljon.sending.Recipient;
import io.postiljon.sending.TestRecipient;
import java.util.Arrays;
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

    /** The recipients that every sandbox and test shares, from the list of the gateway; all numbers are synthetic. */
    public static List<KnownRecipient> wellKnown() {
        return Arrays.stream(TestRecipient.values()).map(KnownRecipient::of).toList();
    }

    private static KnownRecipient of(TestRecipient recipient) {
        RecipientBehaviour behaviour = switch (recipient.box()) {
            case HAS, LETS_EXPIRE, RIGHT_ENDS -> RecipientBehaviour.REACHABLE;
            case READS -> RecipientBehaviour.READS;
            case NEVER_OPENED -> RecipientBehaviour.NEVER_OPENED;
            case NONE -> RecipientBehaviour.UNREACHABLE;
            case NOT_A_COMPANY -> RecipientBehaviour.NOT_A_COMPANY;
            case LOSES_ANSWER -> RecipientBehaviour.ANSWER_LOST;
        };
        return switch (recipient.recipient()) {
            case Recipient.Citizen citizen -> citizen(recipient.number(), behaviour);
            case Recipient.Organisation organisation -> enterprise(recipient.number(), behaviour);
        };
    }

    @Override
    public String toString() {
        return "KnownRecipient[" + type + ", ***, " + behaviour + "]";
    }
}
