package io.postiljon.print;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the supplier says, as JSON. Unknown members are refused. Source: PBX 1.0, answers. */
sealed interface SupplierAnswer {
    /** Empty when the supplier could not read it. */
    Optional<String> batchId();

    String orderFile();

    enum Result { ACCEPTED, REJECTED }

    /** PA, the technical receipt of an order as a whole. */
    record Receipt(
            @JsonProperty(required = true) Optional<String> batchId,
            @JsonProperty(required = true) String orderFile,
            @JsonProperty(required = true) String receivedAt,
            @JsonProperty(required = true) long bytes,
            @JsonProperty(required = true) String sha256OfPgpFile,
            @JsonProperty(required = true) Result result,
            List<Fault> errors,
            Manifest.Totals totalsSeen) implements SupplierAnswer {
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

    record Fault(@JsonProperty(required = true) String code, String detail) {}

    /** PP, what became of each piece before the print run. */
    record PieceResults(
            @JsonProperty(required = true) Optional<String> batchId,
            @JsonProperty(required = true) String orderFile,
            String checkedAt,
            @JsonProperty(required = true) Counts counts,
            @JsonProperty(required = true) List<PieceResult> pieces) implements SupplierAnswer {
        public PieceResults {
            pieces = List.copyOf(pieces);
        }
    }

    record Counts(@JsonProperty(required = true) int pieces, @JsonProperty(required = true) int accepted,
            @JsonProperty(required = true) int rejected) {}

    record PieceResult(@JsonProperty(required = true) String pieceId, @JsonProperty(required = true) Result result, List<String> codes) {
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
}
