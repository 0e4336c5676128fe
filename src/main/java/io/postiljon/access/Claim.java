package io.postiljon.access;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Service;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one sending asks to be allowed: all of these services, this category of personal data, this purpose, about this recipient
 * or dossier. At least one service, and a recipient or a dossier.
 */
public record Claim(Set<Service> services, DataCategory dataCategory, Purpose purpose,
        Optional<Recipient> recipient, Optional<DossierReference> dossier) {
    public Claim {
        services = Set.copyOf(services);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("a sending needs at least one service");
        }
        if (recipient.isEmpty() && dossier.isEmpty()) {
            throw new IllegalArgumentException("without a recipient a dossier is required");
        }
    }

    /**
     * The claim of a sending: the eBox of its recipient, paper, or both, as its channel allows; and MAGDA Online when it came in
     * there. A wish for the eBox without a recipient is an {@link IllegalArgumentException}: its form was not checked.
     */
    public static Claim of(Entrance entrance, ChannelWish wish, MessageContent content, DataCategory dataCategory, Purpose purpose) {
        var services = EnumSet.noneOf(Service.class);
        if (wish.allowsEbox()) {
            services.add(content.recipient().map(Recipient::eboxService)
                    .orElseThrow(() -> new IllegalArgumentException("the eBox needs a recipient")));
        }
        if (wish.allowsPaper()) {
            services.add(Service.PRINT);
        }
        if (entrance == Entrance.ONLINE) {
            services.add(Service.ONLINE);
        }
        return new Claim(services, dataCategory, purpose, content.recipient(), content.dossier());
    }

    /** The services that this claim needs and the agreement has not ticked. */
    public Set<Service> missingFrom(Agreement agreement) {
        var missing = EnumSet.copyOf(services);
        missing.removeAll(agreement.services());
        return missing;
    }
}
