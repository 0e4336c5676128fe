package io.postiljon.print;

import io.postiljon.access.Denial;
import io.postiljon.sending.MessageContent;
import io.postiljon.store.Sending;
import java.util.List;

/** Whether a sending may still go on paper, asked when its piece is made; {@code access} knows. Empty means yes. */
@FunctionalInterface
interface PaperRight {
    List<Denial> denials(Sending sending, MessageContent content);
}
