package io.postiljon.ebox;

import io.postiljon.sending.Attachment;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Lease;
import io.postiljon.store.Sending;
import io.postiljon.store.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt to publish, as taken with a committed lease.
 *
 * @param sending    as it was when taken; its state is the one that the outcome starts from
 * @param key        the idempotency key of all attempts on this sending
 * @param token      the access token that the call needs
 * @param onBehalfOf the organisation that we represent, when the agency has no client of its own
 */
public record PublicationAttempt(
        Sending sending,
        Lease lease,
        UUID key,
        MessageContent content,
        List<StoredDocument> documents,
        TokenWish token,
        Optional<KboNumber> onBehalfOf) {
    public PublicationAttempt {
        documents = List.copyOf(documents);
        List<Attachment> attachments = content.attachments();
        if (attachments.size() != documents.size()) {
            throw new IllegalStateException("not every document of the message is in the vault: " + sending.id());
        }
        for (int at = 0; at < documents.size(); at++) {
            if (!attachments.get(at).digest().equals(documents.get(at).digest())) {
                throw new IllegalStateException("a document in the vault is not the one of the message: " + sending.id());
            }
        }
    }

    /** Whether an earlier attempt may have been published. One that certainly was not, as for want of a token, does not count. */
    boolean inDoubt() {
        return sending.state() == SendingState.IN_DOUBT;
    }

    @Override public String toString() {
        return "PublicationAttempt[" + sending.id() + ", " + lease.attempt() + "]";
    }
}
