package io.postiljon.sender;

import java.io.IOException;

/** What the gateway is asked. */
interface Gateway {
    /**
     * @throws IOException when there was no answer: it may have been accepted, and the same call tells
     * @throws Unusable    when nothing can be sent by this client, whatever it is
     */
    Reply send(OutgoingSending sending) throws IOException, InterruptedException, Unusable;

    /** As {@link #send}, without effect. */
    Reply validate(OutgoingSending sending) throws IOException, InterruptedException, Unusable;
}
