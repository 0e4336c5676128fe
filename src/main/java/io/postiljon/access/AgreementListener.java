package io.postiljon.access;

import java.util.List;

/** Follows the agreements: the audit record before a change takes effect, the SFTP routes after it. */
public interface AgreementListener {
    /**
     * The changes that are about to take effect. Throwing keeps the old agreements in force, and the next reload brings the
     * changes again; so no change takes effect without its record. Others may have been told already: once or more often.
     */
    default void beforeChange(List<AgreementChange> changes) {}

    /** The changes that took effect. Told once; who throws does not stop the others and changes nothing any more. */
    default void afterChange(List<AgreementChange> changes) {}
}
