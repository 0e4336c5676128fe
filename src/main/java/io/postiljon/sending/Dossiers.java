package io.postiljon.sending;

import java.time.Instant;
import java.util.Optional;

/** Whether an agency has an open dossier about somebody. Persons are known by a keyed pseudonym per agency only. */
public interface Dossiers {
    /** What the register says. No answer is a no: an implementation that cannot answer throws, and the caller does not accept. */
    enum Answer { OPEN, NOT_OPEN }

    /** Any open dossier of the agency about this recipient at this moment. */
    Answer about(AgencyCode agency, Recipient recipient, Instant at);

    /** This dossier is open at this moment and, when a recipient is given, is about that recipient. */
    Answer named(AgencyCode agency, DossierReference dossier, Optional<Recipient> recipient, Instant at);
}
