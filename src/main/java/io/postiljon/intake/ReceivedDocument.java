package io.postiljon.intake;

import io.postiljon.store.SealedObject;

/**
 * One document as it came in: sealed in the vault, its key in memory only.
 *
 * @param partName   name of the multipart part or zip entry
 * @param fileName   for the recipient; judged with the content
 */
public record ReceivedDocument(String partName, String fileName, NameForm nameForm, SealedObject object) {
    public enum NameForm { USABLE, NOT_USABLE }

    /** The name may hold a name of somebody. */
    @Override public String toString() {
        return "ReceivedDocument[" + object.id() + "]";
    }
}
