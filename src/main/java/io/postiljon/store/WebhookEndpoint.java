package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an address of an agency is.
 *
 * @param place    cursor among the events: those before it are deliveries
 * @param disabled when and why nothing is sent there any more
 */
public record WebhookEndpoint(AgencyCode agency, String name, String place, Optional<Disabled> disabled) {
    public record Disabled(Instant at, String reason) {}
}
