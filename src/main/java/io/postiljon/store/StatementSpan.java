package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a statement counts.
 *
 * @param id       of the statement
 * @param previous the statement whose open letters it opens with; empty for the first one, which reads them from the evidence
 * @param from     counted from then on
 * @param until    and before then
 */
public record StatementSpan(UUID id, AgencyCode agency, Optional<UUID> previous, Instant from, Instant until) {}
