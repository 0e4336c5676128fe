package io.postiljon.store;

import io.postiljon.sending.Recipient;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in an eBox of which the eBox is asked whether it was read.
 *
 * @param attempt      grows with each question
 * @param unreadSeenAt when the eBox last said that it was not
 * @param copyDueAt    when a copy goes on paper if it is still unread
 */
public record EboxReading(Sending sending, Recipient recipient, int attempt, Optional<Instant> unreadSeenAt, Optional<Instant> copyDueAt) {}
