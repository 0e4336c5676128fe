package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.store.TrialDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Keeps an agency in trial below its daily cap. A day is one of Brussels. */
class TrialCap {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final TrialDays days;

    TrialCap(TrialDays days) {
        this.days = days;
    }

    /** Counts one sending in the caller's transaction. @throws RefusalException quota, until midnight */
    void count(Agreement agreement, Instant acceptedAt) {
        switch (agreement.mode()) {
            case TRIAL -> {
                LocalDate day = LocalDate.ofInstant(acceptedAt, BRUSSELS);
                int cap = agreement.trial().dailyCap();
                if (!days.count(agreement.code(), day, cap)) {
                    throw new RefusalException(Refusal.later(Issue.ofRequest(Complaint.QUOTA_TRIAL, cap), untilMidnight(acceptedAt)));
                }
            }
            case REHEARSAL, LIVE -> { }
        }
    }

    /** Rounded up, so that who comes back then comes on the next day. */
    static Duration untilMidnight(Instant now) {
        Instant midnight = LocalDate.ofInstant(now, BRUSSELS).plusDays(1).atStartOfDay(BRUSSELS).toInstant();
        return Duration.ofSeconds(Duration.between(now, midnight).plusNanos(999_999_999).toSeconds());
    }
}
