package io.postiljon.ebox;

import io.postiljon.sending.PauseCurve;
import io.postiljon.store.EboxReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what is to be done with a message after a question whether it was read. */
final class ReadingJudge {
    private static final Duration PAUSE_FOR_A_COPY = Duration.ofHours(1);

    sealed interface Verdict {
        record Read() implements Verdict {}

        /** Its validity passed, and the last that was known is "unread". */
        record ExpiredUnread() implements Verdict {}

        /** Nothing more will be known: a normal end. */
        record Unknown() implements Verdict {}

        record AskAgain(Instant next, Optional<Instant> unreadSeenAt) implements Verdict {}
    }

    private final PauseCurve pauses;
    private final Duration patience;

    /** @param patience how long after the end of the validity an answer is waited for */
    ReadingJudge(PauseCurve pauses, Duration patience) {
        this.pauses = pauses;
        this.patience = patience;
    }

    Verdict judge(EboxReading reading, StatusAnswer answer, Instant now) {
        return switch (answer) {
            case StatusAnswer.Told told -> Optional.ofNullable(told.seen().get(reading.sending().id()))
                    .map(seen -> seen.read() ? new Verdict.Read() : unread(reading, seen, now))
                    .orElseGet(() -> unknown(reading, now, Duration.ZERO));
            case StatusAnswer.NotOffered never -> unknown(reading, now, Duration.ZERO);
            case StatusAnswer.NotTold later -> unknown(reading, now, patience);
        };
    }

    private Verdict unread(EboxReading reading, StatusAnswer.Seen seen, Instant now) {
        Optional<Instant> expiry = reading.sending().eboxExpiresAt().or(seen::expiresAt);
        return passed(expiry, now, Duration.ZERO) ? new Verdict.ExpiredUnread() : new Verdict.AskAgain(next(reading, expiry, now), Optional.of(now));
    }

    private Verdict unknown(EboxReading reading, Instant now, Duration patienceAfterTheEnd) {
        Optional<Instant> expiry = reading.sending().eboxExpiresAt();
        if (passed(expiry, now, patienceAfterTheEnd)) {
            return reading.unreadSeenAt().isPresent() ? new Verdict.ExpiredUnread() : new Verdict.Unknown();
        }
        return new Verdict.AskAgain(next(reading, expiry, now), Optional.empty());
    }

    private static boolean passed(Optional<Instant> expiry, Instant now, Duration patience) {
        return expiry.filter(end -> !end.plus(patience).isAfter(now)).isPresent();
    }

    /** By the curve, and not later than the end of the validity and the day on which a copy is decided. */
    private Instant next(EboxReading reading, Optional<Instant> expiry, Instant now) {
        Instant byCurve = now.plus(pauses.after(reading.attempt() + 1, reading.sending().id()));
        Optional<Instant> copy = reading.copyDueAt().map(due -> due.isAfter(now) ? due : now.plus(PAUSE_FOR_A_COPY));
        return Stream.concat(expiry.filter(now::isBefore).stream(), copy.stream()).filter(byCurve::isAfter).min(Instant::compareTo).orElse(byCurve);
    }
}
