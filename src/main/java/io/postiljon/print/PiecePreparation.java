package io.postiljon.print;

import io.postiljon.access.Denial;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AddressFault;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.Insz;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PieceSize;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.NewOriginal;
import io.postiljon.store.NewPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceTerms;
import io.postiljon.store.PrintHolds;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a piece of a sending: draws and seals its cover sheet, and counts its pages. Stores nothing; a piece that is not stored
 * leaves only noise in the vault.
 */
public class PiecePreparation {
    private static final int YEARS_ONLINE = 10;

    private final Sendings sendings;
    private final Vault vault;
    private final Agreements agreements;
    private final PaperRight right;
    private final AddressRules addresses;
    private final PieceSize size;
    private final Clock clock;
    private final PageCounter counter;
    private final SupplierRules rules;
    private final PrintHolds holds;
    private final CoverDrawing covers;

    PiecePreparation(Sendings sendings, Vault vault, Agreements agreements, PaperRight right, AddressRules addresses, PieceSize size,
            SupplierRules rules, PrintHolds holds, CoverDrawing covers, Clock clock) {
        this.sendings = sendings;
        this.vault = vault;
        this.agreements = agreements;
        this.right = right;
        this.addresses = addresses;
        this.size = size;
        this.clock = clock;
        this.counter = new PageCounter(vault);
        this.rules = rules;
        this.holds = holds;
        this.covers = covers;
    }

    /** @param sendingId as on the queue; a fault when there is no such sending */
    public PreparedPiece prepare(String sendingId) throws IOException, InterruptedException {
        Sending sending = sendings.get(SendingId.parse(sendingId));
        return sending.state() == SendingState.PAPER_CHOSEN ? prepare(sending) : new PreparedPiece.Beyond(sending.id());
    }

    /** As {@link #prepare(String)}, for a sending whose piece ended without a letter; {@code Beyond} when its content is gone. */
    PreparedPiece prepareAgain(SendingId id) throws IOException, InterruptedException {
        return sendings.content(id).isPresent() ? prepare(sendings.get(id)) : new PreparedPiece.Beyond(id);
    }

    private PreparedPiece prepare(Sending sending) throws IOException, InterruptedException {
        Optional<Agreement> agreement = agreements.byCode(sending.agency()).filter(found -> !found.endedOn(today()));
        if (agreement.isEmpty()) {
            return new PreparedPiece.Withheld(sending, Denial.AGENCY_TERMINATED.slug());
        }
        MessageContent content = sendings.content(sending.id())
                .orElseThrow(() -> new IllegalStateException("sending " + sending.id() + " has no content to print"));
        List<Denial> denials = right.denials(sending, content);
        if (!denials.isEmpty()) {
            return new PreparedPiece.Withheld(sending, denials.getFirst().slug());
        }
        try {
            return ready(sending, content, agreement.get());
        } catch (Unprintable refusal) {
            return new PreparedPiece.Refused(sending, refusal.code());
        }
    }

    /** An agreement ends at midnight where it was signed. */
    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingDays.BRUSSELS);
    }

    private PreparedPiece ready(Sending sending, MessageContent content, Agreement agreement) throws IOException, InterruptedException, Unprintable {
        PaperWishes wishes = content.paper().orElseThrow(() -> new Unprintable("paper-missing"));
        PrintClass printClass = printClass(wishes, agreement.printDefaults());
        requireAddresses(wishes, agreement, printClass);
        PieceId id = new PieceId(Randoms.uuidV7(clock.instant()));
        List<StoredDocument> documents = sendings.documents(sending.id());
        if (documents.size() != content.attachments().size()) {
            throw new IllegalStateException("sending " + sending.id() + " has lost a document");
        }

        long bytes = documents.stream().mapToLong(StoredDocument::sizeBytes).sum();
        requireSize(bytes);              // before it is read and a cover drawn for nothing
        List<NewPiece.Part> parts = new ArrayList<>();
        int pages = 1;
        int sheets = 1;
        for (StoredDocument document : documents) {
            int count = counter.pages(document);
            parts.add(new NewPiece.Part(document.id(), role(content.attachments().get(document.ordinal())), count));
            pages += count;
            sheets += Sheets.of(count, printClass.sides());
        }
        SupplierRules.Choice choice = supplier(sending, printClass, wishes.recipient().country());
        Optional<NewOriginal> original = original(sending, content, wishes, agreement);
        SealedObject cover = cover(choice.supplier(), sending, content, wishes, agreement, id, original);
        parts.addFirst(new NewPiece.Part(cover.id(), PieceDocument.Role.COVER, 1));
        requireRoomForTheCover(bytes, cover);
        return new PreparedPiece.Ready(sending, cover, new NewPiece(id, sending.id(), choice.supplier(), printClass, pages, sheets,
                bytes + cover.sizeBytes(), parts, terms(content, wishes, agreement), keepUntil(sending, wishes, agreement.printRetention()), original), choice);
    }

    /** While all that may print it are held, it waits for the one that it would have without a hold. */
    private SupplierRules.Choice supplier(Sending sending, PrintClass printClass, String country) {
        return rules.choose(sending.id(), printClass, country, holds.suppliers())
                .or(() -> rules.choose(sending.id(), printClass, country, Set.of())).orElseThrow();
    }

    private void requireRoomForTheCover(long bytes, SealedObject cover) throws Unprintable {
        try {
            requireSize(bytes + cover.sizeBytes());
        } catch (Unprintable tooLarge) {
            vault.discard(cover.id());
            throw tooLarge;
        }
    }

    private void requireSize(long bytes) throws Unprintable {
        if (!size.holds(bytes)) {
            throw new Unprintable("too-large");
        }
    }

    /** As at intake: what was accepted under older rules, or with an agreement that has changed since, is judged by those of now. */
    private void requireAddresses(PaperWishes wishes, Agreement agreement, PrintClass printClass) throws Unprintable {
        AddressRules.Post post = printClass.handling() == PrintClass.Handling.ORDINARY ? AddressRules.Post.ORDINARY : AddressRules.Post.REGISTERED;
        List<AddressFault> faults = new ArrayList<>(addresses.faults(wishes.recipient(), post));
        faults.addAll(addresses.faults(returnAddress(wishes, agreement), AddressRules.Post.ORDINARY));
        if (!faults.isEmpty()) {
            throw new Unprintable(faults.getFirst().rule().code());
        }
    }

    private static Optional<NewOriginal> original(Sending sending, MessageContent content, PaperWishes wishes, Agreement agreement) {
        if (!wishes.downloadable().orElse(agreement.printDefaults().downloadable())) {
            return Optional.empty();
        }
        Optional<Insz> person = content.recipient().filter(Recipient.Citizen.class::isInstance).map(citizen -> ((Recipient.Citizen) citizen).insz());
        return downloadCheck(wishes, content.recipientKind(), agreement.printDefaults()).map(asked -> new NewOriginal(DownloadCode.create(), asked, wishes.recipient().postalCode(), person,
                availableUntil(sending, wishes, agreement.printRetention()), agreement.name(),
                content.attachments().stream().map(Attachment::fileName).toList()));
    }

    /** What was promised at acceptance; where nothing was, what the agreement says now. Empty: nobody could open the original, so none is offered. */
    static Optional<SecondFactor> downloadCheck(PaperWishes wishes, RecipientKind kind, Agreement.PrintDefaults now) {
        return wishes.downloadCheck().or(() -> now.downloadCheckFor(kind));
    }

    private SealedObject cover(SupplierCode supplier, Sending sending, MessageContent content, PaperWishes wishes, Agreement agreement, PieceId piece,
            Optional<NewOriginal> original) throws IOException, Unprintable {
        String language = content.subject().language();
        CoverDrawing.Letter letter = new CoverDrawing.Letter(sending, language, AddressLines.of(wishes.recipient(), language),
                AddressLines.of(returnAddress(wishes, agreement), language), agreement.name());
        return covers.draw(supplier, piece, letter,
                original.map(offered -> new CoverDrawing.Offer(offered.code(), offered.factor(), offered.availableUntil())));
    }

    private static PieceTerms terms(MessageContent content, PaperWishes wishes, Agreement agreement) throws Unprintable {
        PostalAddress back = returnAddress(wishes, agreement);
        return new PieceTerms(agreement.organisationCode(), agreement.printDefaults().documentType(),
                agreement.printDefaults().purchaseOrderRef(), wishes.returnAddress().isPresent() ? Optional.empty()
                        : Optional.of(new PieceTerms.ReturnAddress(AddressLines.of(back, content.subject().language()).lines(), back.country())));
    }

    private static PostalAddress returnAddress(PaperWishes wishes, Agreement agreement) throws Unprintable {
        return wishes.returnAddress().or(agreement::returnAddress).orElseThrow(() -> new Unprintable("return-address-missing"));
    }

    static PrintClass printClass(PaperWishes wishes, Agreement.PrintDefaults defaults) {
        boolean registered = wishes.registered().orElse(defaults.registered());
        boolean receipt = registered && wishes.acknowledgement().orElse(false);
        return new PrintClass(wishes.priority().orElse(defaults.priority()),
                receipt ? PrintClass.Handling.REGISTERED_WITH_RECEIPT
                        : registered ? PrintClass.Handling.REGISTERED : PrintClass.Handling.ORDINARY,
                wishes.duplex().orElse(defaults.duplex()) ? PrintClass.Sides.DUPLEX : PrintClass.Sides.SIMPLEX,
                wishes.recipient().country().equals("BE") ? PrintClass.Reach.DOMESTIC : PrintClass.Reach.INTERNATIONAL);
    }

    /**
     * From acceptance, of a copy from the choice of paper, inside the bounds of the agreement as they are now. What came by MAGDA Online is kept for ten years, counted
     * from the next 1 January in Brussels. Source: annex 1, retention.
     */
    static Instant keepUntil(Sending sending, PaperWishes wishes, Agreement.PrintRetention bounds) {
        if (sending.entrance() == Entrance.ONLINE) {
            int year = LocalDate.ofInstant(sending.acceptedAt(), WorkingDays.BRUSSELS).getYear();
            return LocalDate.of(year + 1 + YEARS_ONLINE, 1, 1).atStartOfDay(WorkingDays.BRUSSELS).toInstant();
        }
        return availableUntil(sending, wishes, bounds);
    }

    /** The end of the last day in Brussels, as the cover sheet says it. For the recipient this holds by MAGDA Online too. */
    static Instant availableUntil(Sending sending, PaperWishes wishes, Agreement.PrintRetention bounds) {
        int days = Math.clamp(wishes.availabilityDays().orElse(bounds.defaultDays()), bounds.minimumDays(), bounds.maximumDays());
        Instant start = sending.isPaperCopy() ? sending.stateSince() : sending.acceptedAt();
        return LocalDate.ofInstant(start, WorkingDays.BRUSSELS).plusDays(days + 1L).atStartOfDay(WorkingDays.BRUSSELS).toInstant();
    }

    private static PieceDocument.Role role(Attachment attachment) {
        return switch (attachment.role()) {
            case MAIN -> PieceDocument.Role.MAIN;
            case ANNEX -> PieceDocument.Role.ANNEX;
        };
    }
}
