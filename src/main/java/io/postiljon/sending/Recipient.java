package io.postiljon.sending;

/** Who has the box: a natural person or an organisation. */
public sealed interface Recipient {
    record Citizen(Insz insz) implements Recipient {}

    record Organisation(KboNumber kbo) implements Recipient {}

    default RecipientKind kind() {
        return switch (this) {
            case Citizen citizen -> RecipientKind.CITIZEN;
            case Organisation organisation -> RecipientKind.ORGANISATION;
        };
    }

    /** The service that the agency needs for the eBox of this recipient. */
    default Service eboxService() {
        return switch (this) {
            case Citizen citizen -> Service.EBOX_CITIZEN;
            case Organisation organisation -> Service.EBOX_ENTERPRISE;
        };
    }

    /** The number with its kind in front ({@code insz:...}, {@code kbo:...}), as input of a keyed pseudonym only. Never log it. */
    default String pseudonymInput() {
        return switch (this) {
            case Citizen citizen -> "insz:" + citizen.insz().digits();
            case Organisation organisation -> "kbo:" + organisation.kbo().digits();
        };
    }
}
