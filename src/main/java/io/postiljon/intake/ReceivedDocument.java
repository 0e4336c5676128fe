package io.postiljon.intake;

import io.postiljon.store.SealedObject;

/**
 * One document as it came in: sealed in the vault, its key in memory only.
 *
 * @param partName   name of the multipart part or zip entry
 * @param fileName   for the recipient; judged with the content
 * @param firstBytes what the first bytes are, seen while they passed
 */
public record ReceivedDocument(String partName, String fileName, NameForm nameForm, SealedObject object, FirstBytes firstBytes) {
    public enum NameForm { USABLE, NOT_USABLE }

    public enum FirstBytes {
        NONE, PDF, OTHER;

        /** A PDF starts with {@code %PDF-} at its very first byte; anything before it may be read as another format. */
        public static FirstBytes of(byte[] start, int length) {
            if (length == 0) {
                return NONE;
            }
            return length >= 5 && start[0] == '%' && start[1] == 'P' && start[2] == 'D' && start[3] == 'F' && start[4] == '-' ? PDF : OTHER;
        }
    }

    /** The name may hold a name of somebody. */
    @Override public String toString() {
        return "ReceivedDocument[" + object.id() + ", " + firstBytes + "]";
    }
}
