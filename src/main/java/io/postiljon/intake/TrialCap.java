package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.store.TrialDays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Keeps an agency in trial below its daily cap. A day is one of Brussels. */
public class TrialCap {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final TrialDays days;
    private final Clock clock;

    TrialCap(TrialDays days, Clock clock) {
        this.days = days;
        this.clock = clock;
    }

    /** Counts one sending in the caller's transaction. @throws RefusalException quota, until midnight */
    void count(Agreement agreement, Instant acceptedAt) {
        switch (agreement.mode()) {
            case TRIAL -> {
                LocalDate day = LocalDate.ofInstant(acceptedAt, BRUSSELS);
                if (!days.count(agreement.code(), day, agreement.trial().dailyCap())) {
                    throw new RefusalException(Refusal.later(full(agreement), untilMidnight(acceptedAt)));
                }
            }
            case REHEARSAL, LIVE -> { }
        }
    }

    /** Tells that the day is full, as a hint: others may be accepted before the sending comes, and tomorrow is another day. Counts nothing. */
    public Validation validate(Validation validation) {
        Agreement agreement = validation.received().agreement();
        return switch (agreement.mode()) {
            case TRIAL -> days.accepted(agreement.code(), LocalDate.ofInstant(clock.instant(), BRUSSELS)) < agreement.trial().dailyCap() ? validation
                    : validation.hinting(full(agreement));
            case REHEARSAL, LIVE -> validation;
        };
    }

    private static Issue full(Agreement agreement) {
        return Issue.ofRequest(Complaint.QUOTA_TRIAL, agreement.trial().dailyCap());
    }

    /** Rounded up, so that who comes back then comes on the next day. */
    static Duration untilMidnight(Instant now) {
        Instant midnight = LocalDate.ofInstant(now, BRUSSELS).plusDays(1).atStartOfDay(BRUSSELS).toInstant();
        return Duration.ofSeconds(Duration.between(now, midnight).plusNanos(999_999_999).toSeconds());
    }
}
