package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What a reload did to one agency. {@code REFUSED}: its file is wrong; what was in force, if anything, stays in force.
 *
 * @param members top-level members of the agreement that differ, or with {@code REFUSED} that are wrong; names only, never values
 * @param inForce the agreement after the change; empty when none is
 * @param fingerprint of the version that was added or came in its place: the same for the same agreement, whenever it is read
 */
public record AgreementChange(AgencyCode code, Kind kind, List<String> members, Optional<Agreement> inForce,
        Optional<Sha256> fingerprint) {
    public enum Kind { ADDED, CHANGED, REMOVED, REFUSED }

    public AgreementChange {
        members = List.copyOf(members);
    }
}
