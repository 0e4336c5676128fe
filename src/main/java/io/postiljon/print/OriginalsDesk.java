package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.PersonNumbers;
import io.postiljon.sending.SendingId;
import io.postiljon.store.Original;
import io.postiljon.store.Originals;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the term of one letter, when its agency asks an operator. Each change is one transaction with its record. What cannot be done
 * is refused by an {@link IllegalArgumentException} whose sentence an operator can read.
 */
public class OriginalsDesk {
    private static final int LONGEST_REASON = 200;

    private final Originals originals;
    private final Sendings sendings;
    private final Agreements agreements;
    private final PrintEvidence evidence;
    private final Clock clock;

    OriginalsDesk(Originals originals, Sendings sendings, Agreements agreements, PrintEvidence evidence, Clock clock) {
        this.originals = originals;
        this.sendings = sendings;
        this.agreements = agreements;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** How the letter of a sending stands. Empty when its recipient can fetch nothing. */
    @Transactional
    public Optional<Original> look(SendingId sending) {
        return originals.lock(sending);
    }

    /**
     * @param lastDay on which the documents can be fetched, in Brussels: from today, at most the maximum of the agreement after the acceptance
     * @param reason  one line, without data of persons
     */
    @Transactional
    public void changeTerm(SendingId id, LocalDate lastDay, Actor operator, String reason) {
        Original letter = open(id, reason);
        Sending sending = sendings.get(id);
        Agreement agreement = agreements.byCode(sending.agency()).orElseThrow(() -> new IllegalArgumentException("the agency has no agreement any more"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingDays.BRUSSELS);
        LocalDate longest = LocalDate.ofInstant(sending.acceptedAt(), WorkingDays.BRUSSELS).plusDays(agreement.printRetention().maximumDays());
        if (lastDay.isBefore(today) || lastDay.isAfter(longest)) {
            throw new IllegalArgumentException("the last day must be " + today + " to " + longest);
        }
        move(letter, sending, lastDay.plusDays(1).atStartOfDay(WorkingDays.BRUSSELS).toInstant(), operator, reason);
    }

    /** Ends the term now. */
    @Transactional
    public void withdraw(SendingId id, Actor operator, String reason) {
        move(open(id, reason), sendings.get(id), clock.instant(), operator, reason);
    }

    private Original open(SendingId id, String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reason is one line of 1 to " + LONGEST_REASON + " characters");
        }
        if (PersonNumbers.occurIn(reason)) {
            throw new IllegalArgumentException("a reason must not hold the number of a person");
        }
        return originals.lock(id).filter(letter -> letter.isOpen(clock.instant()))
                .orElseThrow(() -> new IllegalArgumentException("the recipient of this sending can fetch nothing: no code, or the term is over"));
    }

    private void move(Original letter, Sending sending, Instant end, Actor operator, String reason) {
        originals.moveTerm(letter, end);
        evidence.append(evidence.about(sending, AuditEvent.ORIGINAL_TERM_CHANGED, AuditOutcome.DONE, operator)
                .withDetail(Map.of("from", letter.availableUntil().toString(), "to", end.toString(), "reason", reason)));
    }
}
