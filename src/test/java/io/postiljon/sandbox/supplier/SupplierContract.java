package io.postiljon.sandbox.supplier;

/**
 * What was agreed with the one sender of this supplier.
 *
 * @param supplierCode what the manifest must name as {@code supplier.code}
 * @param contractRef  what the manifest must name as {@code supplier.contractRef}
 * @param senderCode   {@code <SND>} of the order names, 1 to 12 capitals and digits
 * @param environment  {@code P}, {@code A} or {@code T}
 */
public record SupplierContract(String supplierCode, String contractRef, String senderCode, String environment, Limits limits, Window window) {

    /** On which side its envelopes show the address. */
    public enum Window { LEFT, RIGHT }


    public SupplierContract {
        if (!senderCode.matches("[A-Z0-9]{1,12}") || !environment.matches("[PAT]")) {
            throw new IllegalArgumentException("the sender code has 1 to 12 capitals or digits, the environment is P, A or T");
        }
    }

    public SupplierContract(String supplierCode, String contractRef, String senderCode, String environment) {
        this(supplierCode, contractRef, senderCode, environment, Limits.ofFormat());
    }

    public SupplierContract(String supplierCode, String contractRef, String senderCode, String environment, Limits limits) {
        this(supplierCode, contractRef, senderCode, environment, limits, Window.LEFT);
    }

    public SupplierContract(String supplierCode, String contractRef, String senderCode, String environment, Window window) {
        this(supplierCode, contractRef, senderCode, environment, Limits.ofFormat(), window);
    }

    /**
     * Limits of an order. The document limit counts what the agency sent; cover and information sheets come on top.
     *
     * @param zipBytes   of all documents together, and of the encrypted file
     * @param pieceBytes of the documents of one piece
     */
    public record Limits(int pieces, long zipBytes, long pieceBytes, int documents, int sheetsPerPiece) {

        private static final long MEGABYTE = 1024L * 1024;

        /** PBX 1.0, sections 5.5 and 6.3. */
        public static Limits ofFormat() {
            return new Limits(500, 200 * MEGABYTE, 30 * MEGABYTE, 6, 40);
        }
    }
}
