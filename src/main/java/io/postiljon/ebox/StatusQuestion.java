package io.postiljon.ebox;

import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Mode;
import io.postiljon.store.EboxReading;
import java.util.List;
import java.util.Optional;

/** One question about messages of one agency: were they read? At least one, at most 250. */
public record StatusQuestion(Mode mode, TokenWish token, Optional<KboNumber> onBehalfOf, List<EboxReading> readings) {
    public StatusQuestion {
        readings = List.copyOf(readings);
    }

    /** The word by which a route chooses: in rehearsal nobody is asked. */
    public boolean rehearsed() {
        return mode == Mode.REHEARSAL;
    }
}
