package io.postiljon.ebox;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays the e-Box for an agreement in rehearsal: the answer and the outcome belong to the test number, and nothing leaves. Every
 * other number has a box and reads its mail.
 */
public class Rehearsal {
    private static final Set<String> NOT_REACHABLE = Set.of("90610199828", "0999992497");
    private static final Set<String> NEVER_OPENS = Set.of("90621599704", "1000000021");
    private static final Set<String> NOT_A_COMPANY = Set.of("1999990045");
    private static final Duration VALIDITY = Duration.ofDays(180);

    private final Clock clock;

    Rehearsal(Clock clock) {
        this.clock = clock;
    }

    public BoxAnswer answer(Recipient recipient) {
        return NOT_REACHABLE.contains(digits(recipient))
                ? new BoxAnswer.NotReachable(clock.instant())
                : new BoxAnswer.Reachable(clock.instant(), BoxAnswer.PaperCopies.ALLOWED);
    }

    public PublishOutcome publish(PublicationAttempt attempt) {
        String number = digits(attempt.content().recipient()
                .orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number")));
        if (NOT_A_COMPANY.contains(number)) {
            return new PublishOutcome.Refused("ebox-not-a-company", PublishOutcome.Cause.SENDING);
        }
        return new PublishOutcome.Published("rehearsal-" + attempt.key(), Optional.of(clock.instant().plus(VALIDITY)),
                NEVER_OPENS.contains(number) ? PublishOutcome.Reader.NEVER_OPENED_BOX : PublishOutcome.Reader.USES_BOX);
    }

    /** Who opens the box reads at once. */
    public StatusAnswer statuses(StatusQuestion question) {
        return new StatusAnswer.Told(question.readings().stream().collect(Collectors.toMap(reading -> reading.sending().id(),
                reading -> new StatusAnswer.Seen(!NEVER_OPENS.contains(digits(reading.recipient())), Optional.empty()))));
    }

    private static String digits(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Citizen citizen -> citizen.insz().digits();
            case Recipient.Organisation organisation -> organisation.kbo().digits();
        };
    }
}
