package io.postiljon.sandbox.supplier;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What the supplier uses of {@code manifest.json}, after the schema has checked its form. Source: PBX 1.0, section 5.5. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(String batchId, String orderFile, int part, int parts, String environment, String requestedHandOverDate, Sender sender, Contract supplier,
        PrintClass printClass, Totals totals, List<Piece> pieces, String resendOf) {

    Stream<Document> documents() {
        return pieces.stream().flatMap(piece -> piece.documents().stream());
    }

    record Sender(String orgCode, String name) {
    }

    record Contract(String code, String contractRef) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PrintClass(String priority, boolean registered, String colour, boolean duplex, boolean international) {
    }

    /** {@code hashTotal}: SHA-256 over the lower-case hex digests of all documents, one after the other. */
    record Totals(int pieces, int documents, long pages, long sheets, long bytes, String hashTotal) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Piece(String pieceId, int seq, String parcelRef, Product product, Print print, Recipient recipient, List<Document> documents,
            long pages, long sheets) {

        @Override
        public String toString() {
            return "Piece[" + pieceId + "]";
        }
    }

    record Product(boolean registered, boolean returnReceipt, boolean rp, String priority) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Print(boolean duplex, String colour, String envelope, String addressSource) {
    }

    record Recipient(List<String> lines, Structured structured) {

        @Override
        public String toString() {
            return "Recipient[***]";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Structured(String street, String houseNo, String postcode, String town, String countryIso2) {

        @Override
        public String toString() {
            return "Structured[***]";
        }
    }

    record Document(int order, String file, String sha256, long bytes, int pages, boolean startOnNewSheet, Role role) {

        /** Sheets of paper: a document always starts on a new one. */
        long sheets(boolean duplex) {
            return duplex ? (pages + 1) / 2 : pages;
        }
    }

    enum Role { COVER, MAIN, ANNEX, INFO }
}
