package io.postiljon.print;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.ReturnReason;
import io.postiljon.store.PieceEvent;
import io.postiljon.store.PieceEvidence;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import io.postiljon.store.PrintCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the supplier says, as JSON. What is required, and the form of each member, is said by the schemas ({@link Format}); their reader lets
 * pass some days and moments that are none ({@code 10:00:00+01*00}), so an answer with one cannot be made. Source: PBX 1.0, answers.
 */
sealed interface SupplierAnswer {
    /** An answer to one order. */
    sealed interface AboutOrder extends SupplierAnswer {
        /** Empty when the supplier could not read it. */
        Optional<String> batchId();

        String orderFile();
    }

    enum Result {
        ACCEPTED, REJECTED,
        /** Of a piece that was asked back in time. */
        CANCELLED
    }

    /** PA, the technical receipt of an order as a whole. */
    record Receipt(
            Optional<String> batchId,
            String orderFile,
            String receivedAt,
            long bytes,
            String sha256OfPgpFile,
            Result result,
            List<Fault> errors,
            Manifest.Totals totalsSeen) implements AboutOrder {
        /** Codes that an operator sees; another one is shown as {@code OTHER}. */
        private static final Set<String> KNOWN = Set.of("PGP_DECRYPT", "PGP_SIGNATURE", "CMS_SIGNATURE", "ZIP_INVALID",
                "MANIFEST_SCHEMA", "HASH_MISMATCH", "TOTALS_MISMATCH", "DUPLICATE_BATCH", "SEQUENCE_GAP", "LIMIT_EXCEEDED",
                "CONTRACT_UNKNOWN");

        public Receipt {
            errors = errors == null ? List.of() : List.copyOf(errors);
        }

        List<String> codes() {
            return errors.stream().map(error -> KNOWN.contains(error.code()) ? error.code() : "OTHER").distinct().sorted().toList();
        }
    }

    record Fault(String code, String detail) {}

    /** PP, what became of each piece before the print run. */
    record PieceResults(
            Optional<String> batchId,
            String orderFile,
            String checkedAt,
            Counts counts,
            List<PieceResult> pieces) implements AboutOrder {
        public PieceResults {
            pieces = List.copyOf(pieces);
        }
    }

    record Counts(int pieces, int accepted, int rejected, Optional<Integer> cancelled) {}

    record PieceResult(String pieceId, Result result, List<String> codes) {
        private static final Set<String> KNOWN = Set.of("PDF_UNREADABLE", "PDF_ENCRYPTED", "PDF_FONT", "PDF_SIZE_NOT_A4",
                "PDF_ACTIVE_CONTENT", "ADDRESS_INCOMPLETE", "ADDRESS_ZONE", "COUNTRY_NOT_SERVED", "PAGES_MISMATCH", "TOO_MANY_SHEETS",
                "PRODUCT_COMBINATION");

        public PieceResult {
            codes = codes == null ? List.of() : List.copyOf(codes);
        }

        /** The first reason, as a stable code; {@code OTHER} when the format does not know it. */
        String code() {
            return codes.stream().findFirst().filter(KNOWN::contains).orElse("OTHER");
        }
    }

    /** PS, what became of pieces, in any order. */
    record StatusEvents(List<StatusEvent> events) implements SupplierAnswer {
        public StatusEvents {
            events = List.copyOf(events);
            events.forEach(StatusEvent::event);
        }
    }

    record StatusEvent(String eventId, String pieceId, PieceState code, String occurredAt, Optional<ReturnReason> reason,
            Optional<PieceEvent.Handling> physicalHandling, Optional<Integer> sheets, Optional<String> mailDate, Optional<String> postalProduct,
            Optional<String> registeredBarcode, Optional<String> envelope) {
        PieceEvent event() {
            return new PieceEvent(UUID.fromString(eventId), PieceId.parse(pieceId), code, OffsetDateTime.parse(occurredAt).toInstant().truncatedTo(ChronoUnit.MICROS), reason,
                    physicalHandling, sheets, mailDate.map(LocalDate::parse), postalProduct, registeredBarcode, envelope);
        }
    }

    /** {@code evidence.json} of a PE: which papers of the post follow it in the zip. */
    record Evidence(String createdAt, List<EvidenceItem> items) implements SupplierAnswer {
        public Evidence {
            items = List.copyOf(items);
        }
    }

    record EvidenceItem(String pieceId, PieceEvidence.Kind kind, String file, String sha256, long bytes) {
        public EvidenceItem {
            PieceId.parse(pieceId);
        }

        PieceId piece() {
            return PieceId.parse(pieceId);
        }
    }

    /** PR, what the supplier counted until a moment. */
    record Report(String day, String countedUntil, List<BatchCounts> batches) implements SupplierAnswer {
        public Report {
            batches = List.copyOf(batches);
            moment(countedUntil);
        }

        Instant until() {
            return moment(countedUntil);
        }

        private static Instant moment(String countedUntil) {
            return OffsetDateTime.parse(countedUntil).toInstant().truncatedTo(ChronoUnit.MICROS);
        }
    }

    record BatchCounts(String batchId, String orderFile, int accepted, int rejected, int printed, int handedToPost, int returned,
            List<ProductSheets> sheets) {
        public BatchCounts {
            UUID.fromString(batchId);
        }

        PrintCounts counts() {
            return new PrintCounts(accepted, rejected, printed, handedToPost, returned,
                    sheets.stream().collect(Collectors.toMap(ProductSheets::product, ProductSheets::sheets, Integer::sum)));
        }
    }

    record ProductSheets(String priority, boolean registered, boolean returnReceipt, int sheets) {
        /** As in {@link PrintCounts}. */
        String product() {
            PrintClass.Handling plain = registered ? PrintClass.Handling.REGISTERED : PrintClass.Handling.ORDINARY;
            return priority + "." + (returnReceipt ? PrintClass.Handling.REGISTERED_WITH_RECEIPT : plain);
        }
    }
}
