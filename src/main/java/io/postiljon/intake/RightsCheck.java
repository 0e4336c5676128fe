package io.postiljon.intake;

import io.postiljon.access.Claim;
import io.postiljon.access.Denial;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Stage 4: service, category, purpose and dossier. A register that cannot answer stops the sending: no answer is a no. */
public class RightsCheck {
    /** Who may do what; {@code access} knows. */
    @FunctionalInterface
    interface Rights {
        List<Denial> check(Agreement agreement, Claim claim, Instant now);
    }

    private final Rights rights;
    private final Clock clock;

    RightsCheck(Rights rights, Clock clock) {
        this.rights = rights;
        this.clock = clock;
    }

    /** @throws RefusalException 403 with every denial */
    public SignedSending judge(SignedSending sending) {
        RefusalException.unlessNone(issues(sending.read(), denials(sending.read())));
        return sending;
    }

    /** A register is asked only about a recipient or a dossier that can be read. */
    public Validation validate(Validation validation) {
        if (validation.message().isEmpty()) {
            return validation.without(Stage.RIGHTS, Stage.DOSSIER);
        }
        ReadSending sending = new ReadSending(validation.received(), validation.message().get());
        boolean readable = hasSomebody(sending.message()) && Stream.of("recipient", "recipient.eboxType", "dossierReference", "delivery.channel")
                .noneMatch(validation::isUnreadable);
        Set<Denial> denials = readable ? denials(sending) : withoutClaim(sending);
        Validation judged = validation
                .judgedWhereReadable(Stage.RIGHTS, issues(sending, denials.stream().filter(denial -> denial != Denial.DOSSIER_NOT_ACTIVE).toList()))
                .judged(Stage.DOSSIER, issues(sending, denials.stream().filter(denial -> denial == Denial.DOSSIER_NOT_ACTIVE).toList()));
        return readable ? judged : judged.without(Stage.DOSSIER);
    }

    private static List<Issue> issues(ReadSending sending, Collection<Denial> denials) {
        return denials.stream().map(denial -> issue(denial, sending)).toList();
    }

    private static boolean hasSomebody(MessageToPublish message) {
        return message.recipient().isPresent() || message.recipientIsAbsent() && message.dossier().isPresent();
    }

    private Set<Denial> denials(ReadSending sending) {
        Agreement agreement = sending.received().agreement();
        MessageToPublish message = sending.message();
        // a code of another form is not granted; a granted one stands in for it, so that the rest is judged too
        Optional<DataCategory> category = message.dataCategory().or(() -> agreement.dataCategories().stream().findFirst());
        Optional<Purpose> purpose = message.purpose().or(() -> agreement.purposes().stream().findFirst());
        Set<Denial> denials = new LinkedHashSet<>();
        if (category.isPresent() && purpose.isPresent() && hasSomebody(message)) {
            denials.addAll(rights.check(agreement,
                    new Claim(services(sending), category.get(), purpose.get(), message.recipient(), message.dossier()), clock.instant()));
        }
        if (!denials.contains(Denial.AGENCY_TERMINATED)) {
            denials.addAll(withoutClaim(sending));
        }
        return denials;
    }

    /** What needs no register. A number that is none has no dossier to look for and is refused with the content. */
    private static Set<Denial> withoutClaim(ReadSending sending) {
        Agreement agreement = sending.received().agreement();
        Set<Denial> denials = new LinkedHashSet<>();
        if (!agreement.services().containsAll(services(sending))) {
            denials.add(Denial.SERVICE_NOT_ENABLED);
        }
        if (sending.message().dataCategory().filter(agreement.dataCategories()::contains).isEmpty()) {
            denials.add(Denial.CATEGORY_NOT_AUTHORISED);
        }
        if (sending.message().purpose().filter(agreement.purposes()::contains).isEmpty()) {
            denials.add(Denial.PURPOSE_NOT_AUTHORISED);
        }
        return denials;
    }

    private static Set<Service> services(ReadSending sending) {
        ChannelWish wish = sending.message().wish();
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (wish.allowsEbox()) {
            services.add(sending.message().kind() == RecipientKind.ORGANISATION ? Service.EBOX_ENTERPRISE : Service.EBOX_CITIZEN);
        }
        if (wish.allowsPaper()) {
            services.add(Service.PRINT);
        }
        if (sending.received().entrance() == Entrance.ONLINE) {
            services.add(Service.ONLINE);
        }
        return services;
    }

    private static Issue issue(Denial denial, ReadSending sending) {
        return switch (denial) {
            case AGENCY_TERMINATED -> Issue.ofRequest(Complaint.TERMINATED);
            case SERVICE_NOT_ENABLED -> {
                Set<Service> missing = services(sending);
                missing.removeAll(sending.received().agreement().services());
                yield Issue.inBody(Complaint.SERVICE, "delivery.channel", missing);
            }
            case CATEGORY_NOT_AUTHORISED -> Issue.inBody(Complaint.CATEGORY, "dataCategory");
            case PURPOSE_NOT_AUTHORISED -> Issue.inBody(Complaint.PURPOSE, "purpose");
            case DOSSIER_NOT_ACTIVE -> Issue.ofRequest(Complaint.DOSSIER);
            case NOT_A_GUEST -> Issue.ofRequest(Complaint.GUEST);
        };
    }
}
