package io.postiljon.ebox;

import static io.postiljon.ebox.PublicationSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.ebox.ReadingJudge.Verdict;
import io.postiljon.sending.PauseCurve;
import io.postiljon.sending.SendingState;
import io.postiljon.store.EboxReading;
import io.postiljon.store.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingJudgeTest {
    private static final Sending SENDING = PublicationSamples.attempt(SendingState.PUBLISHED).sending();
    private static final StatusAnswer AWAY = new StatusAnswer.NotTold("ebox-status-503", Optional.empty());
    private static final StatusAnswer NOT_LISTED = new StatusAnswer.Told(Map.of());

    private final ReadingJudge judge = new ReadingJudge(new PauseCurve(Duration.ofHours(1), Duration.ofHours(24)), Duration.ofDays(2));

    @Test void a_message_that_was_read_is_read_also_after_its_validity() {
        assertThat(judge.judge(reading(1, Optional.empty(), Optional.empty()), told(true, NOW.minusSeconds(1)), NOW)).isEqualTo(new Verdict.Read());
    }

    @Test void an_unread_one_is_asked_about_again_later_and_later() {
        Verdict first = judge.judge(reading(1, Optional.empty(), Optional.empty()), told(false, NOW.plus(Duration.ofDays(100))), NOW);
        Verdict tenth = judge.judge(reading(10, Optional.empty(), Optional.empty()), told(false, NOW.plus(Duration.ofDays(100))), NOW);

        assertThat(first).isInstanceOfSatisfying(Verdict.AskAgain.class, again -> {
            assertThat(again.next()).isBetween(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(3)));
            assertThat(again.unreadSeenAt()).contains(NOW);
        });
        assertThat(((Verdict.AskAgain) tenth).next()).isBetween(NOW.plus(Duration.ofHours(24)), NOW.plus(Duration.ofHours(30)));
    }

    @Test void it_is_asked_about_at_the_end_of_its_validity_and_on_the_day_of_its_copy() {
        Instant end = NOW.plus(Duration.ofMinutes(30));
        Instant copy = NOW.plus(Duration.ofMinutes(20));

        assertThat(next(judge.judge(reading(5, Optional.empty(), Optional.empty()), told(false, end), NOW))).isEqualTo(end);
        assertThat(next(judge.judge(reading(5, Optional.empty(), Optional.of(copy)), told(false, end), NOW))).isEqualTo(copy);
    }

    @Test void a_copy_that_waits_for_an_answer_is_asked_about_each_hour() {
        assertThat(next(judge.judge(reading(9, Optional.empty(), Optional.of(NOW.minusSeconds(1))), AWAY, NOW))).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test void unread_when_its_validity_is_over_is_expired() {
        assertThat(judge.judge(reading(5, Optional.empty(), Optional.empty()), told(false, NOW), NOW)).isEqualTo(new Verdict.ExpiredUnread());
    }

    @Test void a_status_that_is_not_known_is_a_normal_end() {
        Sending expired = expired(NOW.minusSeconds(1));

        assertThat(judge.judge(new EboxReading(expired, PublicationSamples.aCitizen(), 5, Optional.empty(), Optional.empty()), NOT_LISTED, NOW))
                .isEqualTo(new Verdict.Unknown());
        assertThat(judge.judge(new EboxReading(expired, PublicationSamples.aCitizen(), 5, Optional.empty(), Optional.empty()),
                new StatusAnswer.NotOffered(), NOW)).isEqualTo(new Verdict.Unknown());
    }

    @Test void the_last_that_was_known_counts_when_the_ebox_says_nothing_at_the_end() {
        Sending expired = expired(NOW.minusSeconds(1));

        assertThat(judge.judge(new EboxReading(expired, PublicationSamples.aCitizen(), 5, Optional.of(NOW.minusSeconds(99)), Optional.empty()), NOT_LISTED, NOW))
                .isEqualTo(new Verdict.ExpiredUnread());
    }

    @Test void a_service_that_is_away_at_the_end_is_waited_for() {
        EboxReading reading = new EboxReading(expired(NOW.minusSeconds(1)), PublicationSamples.aCitizen(), 5, Optional.of(NOW.minusSeconds(99)), Optional.empty());

        assertThat(judge.judge(reading, AWAY, NOW)).isInstanceOf(Verdict.AskAgain.class);
        assertThat(judge.judge(reading, AWAY, NOW.plus(Duration.ofDays(2)))).isEqualTo(new Verdict.ExpiredUnread());
    }

    private static Instant next(Verdict verdict) {
        return ((Verdict.AskAgain) verdict).next();
    }

    private static StatusAnswer told(boolean read, Instant expiry) {
        return new StatusAnswer.Told(Map.of(SENDING.id(), new StatusAnswer.Seen(read, Optional.of(expiry))));
    }

    private static EboxReading reading(int attempt, Optional<Instant> unreadSeenAt, Optional<Instant> copyDueAt) {
        return new EboxReading(SENDING, PublicationSamples.aCitizen(), attempt, unreadSeenAt, copyDueAt);
    }

    private static Sending expired(Instant at) {
        return new Sending(SENDING.id(), SENDING.agency(), SENDING.mode(), SENDING.entrance(), SENDING.reference(), SENDING.dataCategory(),
                SENDING.purpose(), SENDING.recipientKind(), SENDING.wish(), SENDING.decision(), SENDING.state(), SENDING.stateSince(),
                SENDING.acceptedAt(), SENDING.deadline(), SENDING.attempt(), SENDING.leasedUntil(), SENDING.nextAttemptAt(), SENDING.outcomeCode(),
                SENDING.eboxKey(), SENDING.eboxMessageId(), Optional.of(at), SENDING.readSeenAt(), SENDING.receipt(), SENDING.traceId());
    }
}
