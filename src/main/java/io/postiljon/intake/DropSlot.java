package io.postiljon.intake;

/** Where the bytes of one entry lie in the zip of a drop, and how many they are. */
record DropSlot(String name, Packing packing, long offset, long packedBytes, long sizeBytes) {
    enum Packing { STORED, DEFLATED }

    /** What an entry may be; its name decides. */
    enum Kind { SIGNATURE, MESSAGE, DOCUMENT }

    static final String SIGNATURE = "signature.jws";
    static final String MESSAGES = "messages/";
    static final String DOCUMENTS = "docs/";

    Kind kind() {
        return name.startsWith(MESSAGES) ? Kind.MESSAGE : name.startsWith(DOCUMENTS) ? Kind.DOCUMENT : Kind.SIGNATURE;
    }

    /** A document's name may hold a name of somebody. */
    @Override public String toString() {
        return "DropSlot[" + kind() + ", " + sizeBytes + " bytes]";
    }
}
