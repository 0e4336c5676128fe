package io.postiljon.print;

import io.postiljon.sending.SendingId;
import io.postiljon.store.NewPiece;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;

/**
 * What became of a sending that is to go on paper, before anything is stored. {@link #next()} is the branch of the route.
 */
public sealed interface PreparedPiece {
    enum Next { QUEUE, REHEARSE, REFUSE, WITHHOLD, NOTHING }

    Next next();

    /** Counted, its supplier chosen, and its cover sealed and synced. It waits for a batch, but in {@code REHEARSAL} never leaves the house. */
    record Ready(Sending sending, SealedObject cover, NewPiece piece, SupplierRules.Choice choice) implements PreparedPiece {
        @Override public Next next() {
            return switch (sending.mode()) {
                case TRIAL, LIVE -> Next.QUEUE;
                case REHEARSAL -> Next.REHEARSE;
            };
        }
    }

    /** It cannot be printed, ever. */
    record Refused(Sending sending, String code) implements PreparedPiece {
        @Override public Next next() {
            return Next.REFUSE;
        }
    }

    /** The right to send ended after the channel was chosen. {@code code}: as at the choice of channel. */
    record Withheld(Sending sending, String code) implements PreparedPiece {
        @Override public Next next() {
            return Next.WITHHOLD;
        }
    }

    /** The message came again: the sending is beyond this hop. */
    record Beyond(SendingId sending) implements PreparedPiece {
        @Override public Next next() {
            return Next.NOTHING;
        }
    }
}
