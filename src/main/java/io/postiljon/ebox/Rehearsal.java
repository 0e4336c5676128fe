package io.postiljon.ebox;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.TestRecipient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plays the e-Box for an agreement in rehearsal: the answer and the outcome belong to the {@link TestRecipient}, and nothing leaves.
 * Every other number has a box and reads its mail.
 */
public class Rehearsal {
    private static final Duration VALIDITY = Duration.ofDays(180);

    private final Clock clock;

    Rehearsal(Clock clock) {
        this.clock = clock;
    }

    public BoxAnswer answer(Recipient recipient) {
        return switch (TestRecipient.boxOf(recipient)) {
            case NONE -> new BoxAnswer.NotReachable(clock.instant());
            case HAS, READS, LETS_EXPIRE, NEVER_OPENED, NOT_A_COMPANY, LOSES_ANSWER, RIGHT_ENDS -> new BoxAnswer.Reachable(clock.instant(), BoxAnswer.PaperCopies.ALLOWED);
        };
    }

    public PublishOutcome publish(PublicationAttempt attempt) {
        Recipient recipient = attempt.content().recipient()
                .orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number"));
        return switch (TestRecipient.boxOf(recipient)) {
            case NOT_A_COMPANY -> new PublishOutcome.Refused("ebox-not-a-company", PublishOutcome.Cause.SENDING);
            case NEVER_OPENED -> published(attempt, PublishOutcome.Reader.NEVER_OPENED_BOX);
            case LOSES_ANSWER -> attempt.inDoubt() ? published(attempt, PublishOutcome.Reader.USES_BOX)
                    : new PublishOutcome.Unknown("rehearsal-answer-lost", Optional.empty());
            case HAS, READS, LETS_EXPIRE, NONE, RIGHT_ENDS -> published(attempt, PublishOutcome.Reader.USES_BOX);
        };
    }

    /** Of most recipients nothing is known, which is a normal end; the others read at once, or never. */
    public StatusAnswer statuses(StatusQuestion question) {
        return new StatusAnswer.Told(question.readings().stream()
                .filter(reading -> TestRecipient.boxOf(reading.recipient()) != TestRecipient.Box.HAS)
                .collect(Collectors.toMap(reading -> reading.sending().id(),
                        reading -> new StatusAnswer.Seen(TestRecipient.boxOf(reading.recipient()) == TestRecipient.Box.READS, Optional.empty()))));
    }

    private PublishOutcome published(PublicationAttempt attempt, PublishOutcome.Reader reader) {
        return new PublishOutcome.Published("rehearsal-" + attempt.key(), Optional.of(clock.instant().plus(VALIDITY)), reader);
    }
}
