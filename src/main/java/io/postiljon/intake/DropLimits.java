package io.postiljon.intake;

/**
 * How large a drop may be.
 *
 * @param zipBytes       the zip itself
 * @param unpackedBytes  all entries together, and all documents as the messages name them
 * @param messages       number of messages
 * @param documents      number of documents
 * @param sendingBytes   documents of one sending together, as over HTTPS
 */
record DropLimits(long zipBytes, long unpackedBytes, int messages, int documents, long sendingBytes) {
    /** Room in the directory of the zip for one entry: its headers, its name, and what tools add. */
    private static final int DIRECTORY_BYTES_PER_ENTRY = 600;

    int entries() {
        return messages + documents + 3;
    }

    long directoryBytes() {
        return (long) entries() * DIRECTORY_BYTES_PER_ENTRY;
    }
}
