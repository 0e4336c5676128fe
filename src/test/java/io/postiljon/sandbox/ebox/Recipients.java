package io.postiljon.sandbox.ebox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is known to e-Box now. A test can change it, as a citizen withdraws consent or a company stops. Safe for many threads. */
public final class Recipients {
    private final Map<String, KnownRecipient> known = new ConcurrentHashMap<>();

    Recipients(List<KnownRecipient> start) {
        start.forEach(this::put);
    }

    /** Adds a recipient, or replaces the one with the same number. */
    public void put(KnownRecipient recipient) {
        known.put(key(recipient.type(), recipient.number()), recipient);
    }

    Optional<KnownRecipient> find(RecipientType type, String number) {
        return Optional.ofNullable(known.get(key(type, number)));
    }

    boolean hasConsent(String ssin) {
        return find(RecipientType.CITIZEN, ssin).map(KnownRecipient::behaviour).map(behaviour -> switch (behaviour) {
            case REACHABLE, READS, NEVER_OPENED, ANSWER_LOST -> true;
            case UNREACHABLE, NOT_A_COMPANY -> false;
        }).orElse(false);
    }

    /** The enterprise if it has a box that is listed. */
    Optional<KnownRecipient> listed(String kbo) {
        return find(RecipientType.ENTERPRISE, kbo).filter(recipient -> recipient.behaviour() != RecipientBehaviour.UNREACHABLE);
    }

    private static String key(RecipientType type, String number) {
        return type + " " + number;
    }
}
