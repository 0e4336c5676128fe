package io.postiljon.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.PrintClass;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.PieceTerms;
import io.postiljon.store.Sendings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills in the manifest of a batch. What differs per piece comes from its sending and from the terms that were stored with it; the
 * rest from the print class and the settings. No agreement is asked.
 */
class ManifestWriter {
    private static final ZoneId BRUSSELS = WorkingDays.BRUSSELS;
    private static final String PROFILE = "default"; // until agencies have profiles
    private static final String NO_ORDER = "NONE";   // the format wants a reference; the agency gave none
    private static final int PURGE_AFTER_DAYS = 2;   // the supplier removes a piece this long after it went to the post

    private final Sendings sendings;
    private final PrintSuppliers suppliers;
    private final PrintSettings settings;
    private final String environment;
    private final ObjectMapper json = JsonMapper.builder().addModule(new Jdk8Module())
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    ManifestWriter(Sendings sendings, PrintSuppliers suppliers, PrintSettings settings, String environment) {
        this.sendings = sendings;
        this.suppliers = suppliers;
        this.settings = settings;
        this.environment = environment;
    }

    /** UTF-8 JSON. */
    byte[] write(Batch batch, BatchTotals totals, List<BatchedPiece> pieces, Instant createdAt) {
        List<Manifest.Piece> described = new ArrayList<>();
        for (BatchedPiece piece : pieces) {
            try {
                described.add(piece(piece, batch.printClass()));
            } catch (Unprintable lostSinceTheCheck) {
                throw new IllegalStateException("piece " + piece.id() + " was printable and is no longer: " + lostSinceTheCheck.code());
            }
        }
        Manifest manifest = new Manifest("1.0", batch.id().toString(), batch.orderName(), 1, 1, environment,
                time(createdAt), time(batch.cutOffAt()), batch.handOverOn().toString(),
                new Manifest.Sender(settings.senderCode(), settings.senderName()),
                new Manifest.Supplier(batch.supplier().value(), suppliers.get(batch.supplier()).connection().contractRef()),
                new Manifest.PrintClassOf("LETTER", batch.printClass().priority().name(), registered(batch.printClass()), "MONO",
                        duplex(batch.printClass()), "AUTO", batch.printClass().reach() == PrintClass.Reach.INTERNATIONAL),
                batch.resendOf().map(BatchId::toString), totals(totals), described);
        try {
            JsonNode tree = json.valueToTree(manifest);
            if (!Format.MANIFEST.fits(tree)) {
                throw new IllegalStateException("the manifest of batch " + batch.id() + " is not as its schema says: " + Format.MANIFEST.faults(tree));
            }
            return json.writeValueAsBytes(manifest);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the manifest of batch " + batch.id() + " could not be written");
        }
    }

    static Manifest.Totals totals(BatchTotals totals) {
        return new Manifest.Totals(totals.pieces(), totals.documents(), totals.pages(), totals.sheets(), totals.bytes(),
                totals.hashTotal().hex());
    }

    /** @throws Unprintable when the piece, which was printable when it was queued, is no longer */
    Manifest.Piece piece(BatchedPiece piece, PrintClass printClass) throws Unprintable {
        MessageContent content = sendings.content(piece.sending()).orElseThrow(() -> new Unprintable("content-missing"));
        PaperWishes wishes = content.paper().orElseThrow(() -> new Unprintable("content-missing"));
        String language = content.subject().language();
        PieceTerms terms = piece.terms();
        return new Manifest.Piece(piece.id().toString(), piece.seq(), ParcelReference.of(piece.id()),
                new Manifest.Customer(terms.customer(), PROFILE, wishes.documentType().orElse(terms.documentType()),
                        wishes.purchaseOrderRef().or(terms::purchaseOrderRef).orElse(NO_ORDER)),
                new Manifest.Product(registered(printClass), printClass.handling() == PrintClass.Handling.REGISTERED_WITH_RECEIPT, false,
                        printClass.priority().name()),
                new Manifest.Print(duplex(printClass), "MONO", "AUTO", "COVER", List.of()),
                new Manifest.Address(AddressLines.of(wishes.recipient(), language).lines(), structured(wishes.recipient())),
                returnAddress(wishes, terms, language), documents(piece), piece.pages(), piece.sheets(), PURGE_AFTER_DAYS);
    }

    private static Manifest.ReturnAddress returnAddress(PaperWishes wishes, PieceTerms terms, String language) throws Unprintable {
        if (wishes.returnAddress().isPresent()) {
            PostalAddress own = wishes.returnAddress().get();
            return new Manifest.ReturnAddress(AddressLines.of(own, language).lines(), own.country());
        }
        return terms.returnAddress().map(address -> new Manifest.ReturnAddress(address.lines(), address.country()))
                .orElseThrow(() -> new Unprintable("return-address-missing"));
    }

    private static List<Manifest.Document> documents(BatchedPiece piece) {
        List<Manifest.Document> documents = new ArrayList<>();
        for (PieceDocument document : piece.documents()) {
            int order = document.object().ordinal();
            documents.add(new Manifest.Document(order, fileName(piece, document), document.object().digest().hex(),
                    document.object().sizeBytes(), document.pages(), true, document.role().name()));
        }
        return documents;
    }

    /** Name of a document in the zip. */
    static String fileName(BatchedPiece piece, PieceDocument document) {
        return "docs/" + piece.id() + "_" + document.object().ordinal() + ".pdf";
    }

    private static Manifest.Structured structured(PostalAddress address) {
        return new Manifest.Structured(address.name(), address.organisation(), address.dispatch(), address.street(),
                address.houseNumber(), address.box(), address.postalCode(), address.municipality(), address.country());
    }

    private static boolean registered(PrintClass printClass) {
        return printClass.handling() != PrintClass.Handling.ORDINARY;
    }

    private static boolean duplex(PrintClass printClass) {
        return printClass.sides() == PrintClass.Sides.DUPLEX;
    }

    private static String time(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).atZone(BRUSSELS));
    }
}
