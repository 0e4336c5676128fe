package io.postiljon.print;

import java.util.List;
import java.util.Optional;

/**
 * The description of an order, with exactly the members of PBX 1.0 and in their order. Nothing in it identifies a recipient but the
 * name and address that the printer needs.
 */
record Manifest(
        String formatVersion,
        String batchId,
        String orderFile,
        int part,
        int parts,
        String environment,
        String createdAt,
        String cutOffAt,
        String requestedHandOverDate,
        Sender sender,
        Supplier supplier,
        PrintClassOf printClass,
        Optional<String> resendOf,
        Totals totals,
        List<Piece> pieces) {
    record Sender(String orgCode, String name) {}

    record Supplier(String code, String contractRef) {}

    record PrintClassOf(String product, String priority, boolean registered, String colour, boolean duplex, String envelope,
            boolean international) {}

    record Totals(int pieces, int documents, int pages, int sheets, long bytes, String hashTotal) {}

    record Piece(String pieceId, int seq, String parcelRef, Customer customer, Product product, Print print, Address recipient,
            ReturnAddress returnAddress, List<Document> documents, int pages, int sheets, int purgeAfterDays) {
        @Override public String toString() {
            return "Piece[" + pieceId + "]";
        }
    }

    record Customer(String orgCode, String profile, String documentType, String purchaseOrderRef) {}

    record Product(boolean registered, boolean returnReceipt, boolean rp, String priority) {}

    record Print(boolean duplex, String colour, String envelope, String addressSource, List<String> inserts) {}

    record Address(List<String> lines, Structured structured) {
        @Override public String toString() {
            return "Address[***]";
        }
    }

    record Structured(Optional<String> name, Optional<String> org, Optional<String> dispatch, String street, String houseNo,
            Optional<String> box, String postcode, String town, String countryIso2) {
        @Override public String toString() {
            return "Structured[***]";
        }
    }

    record ReturnAddress(List<String> lines, String countryIso2) {
        @Override public String toString() {
            return "ReturnAddress[***]";
        }
    }

    record Document(int order, String file, String sha256, long bytes, int pages, boolean startOnNewSheet, String role) {}

    @Override public String toString() {
        return "Manifest[" + orderFile + "]";
    }
}
