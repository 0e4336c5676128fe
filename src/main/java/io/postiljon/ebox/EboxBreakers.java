package io.postiljon.ebox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.sending.RecipientKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The circuit breakers of the e-Box: one for each address of publication (one together, when both kinds of recipient have the same),
 * one for the federation service, and one for the questions about reading. What they hold back is tried later like any call that was not possible (ADR 0010).
 */
public class EboxBreakers {
    static final String HELD_BACK = "ebox-held-back";

    private final Map<RecipientKind, EndpointBreaker> publications;
    private final EndpointBreaker questions;
    private final EndpointBreaker statuses;

    EboxBreakers(EboxSettings.Messages addresses, BreakerSettings settings, Duration trial, Clock clock, MeterRegistry meters) {
        EndpointBreaker citizens = new EndpointBreaker(settings, trial, clock);
        boolean oneAddress = addresses.citizen().equals(addresses.enterprise());
        EndpointBreaker organisations = oneAddress ? citizens : new EndpointBreaker(settings, trial, clock);
        this.publications = Map.of(RecipientKind.CITIZEN, citizens, RecipientKind.ORGANISATION, organisations);
        this.questions = new EndpointBreaker(settings, trial, clock);
        this.statuses = new EndpointBreaker(settings, trial, clock);
        Map<String, EndpointBreaker> byName = new LinkedHashMap<>();
        if (oneAddress) {
            byName.put("messages", citizens);
        } else {
            byName.put("messages-citizen", citizens);
            byName.put("messages-enterprise", organisations);
        }
        byName.put("federation", questions);
        byName.put("status", statuses);
        byName.forEach((name, breaker) -> Gauge.builder("postiljon.breaker.state", breaker, EboxBreakers::number).tag("endpoint", name)
                .description("0 closed, 1 half open: one call finds out, 2 open: no call").register(meters));
    }

    public Admission mayPublish(PublicationAttempt attempt) {
        return of(attempt).admit(attempt.sending().id());
    }

    public Admission mayAsk(BoxQuestion question) {
        return questions.admit(question);
    }

    /** In place of a token: without one there is no call. */
    public TokenAnswer heldBack(Admission admission) {
        return new TokenAnswer.NotGranted(HELD_BACK, admission.retryAfter());
    }

    /** @return the outcome, for the next step of the route */
    public PublishOutcome note(PublicationAttempt attempt, PublishOutcome outcome) {
        switch (outcome) {
            case PublishOutcome.Unavailable held when held.code().equals(HELD_BACK) -> { }
            case PublishOutcome.Unavailable unavailable -> of(attempt).failed(unavailable.retryAfter());
            case PublishOutcome.Unknown unknown -> of(attempt).failed(unknown.retryAfter());
            case PublishOutcome.Published yes -> of(attempt).answered();
            case PublishOutcome.AlreadyPublished yes -> of(attempt).answered();
            case PublishOutcome.Refused no -> of(attempt).answered();
            case PublishOutcome.TokenRefused no -> of(attempt).answered();
        }
        return outcome;
    }

    /** A list that is refused because of something in it tells that the service is there. @return the answer, for the next step */
    public ListAnswer noteAnswer(BoxQuestion question, ListAnswer answer) {
        switch (answer) {
            case ListAnswer.NotHeard held when held.why().code().equals(HELD_BACK) -> { }
            case ListAnswer.NotHeard refused when refused.blamesTheList() && question.isAboutSeveral() -> questions.answered();
            case ListAnswer.NotHeard none -> questions.failed(none.why().retryAfter());
            case ListAnswer.Heard heard -> questions.answered();
        }
        return answer;
    }

    public Admission mayAskStatus(StatusQuestion question) {
        return statuses.admit(question.readings().getFirst().sending().id());
    }

    /** @return the answer, for the next step of the route */
    public StatusAnswer noteStatus(StatusAnswer answer) {
        switch (answer) {
            case StatusAnswer.NotTold held when held.code().equals(HELD_BACK) -> { }
            case StatusAnswer.NotTold none -> statuses.failed(none.retryAfter());
            case StatusAnswer.NotOffered never -> statuses.answered();
            case StatusAnswer.Told told -> statuses.answered();
        }
        return answer;
    }

    /** Until when nothing can be published, whoever the recipient; empty when some message may go. */
    public Optional<Instant> publicationsHeldUntil() {
        Optional<Instant> citizens = publications.get(RecipientKind.CITIZEN).heldUntil();
        Optional<Instant> organisations = publications.get(RecipientKind.ORGANISATION).heldUntil();
        return citizens.flatMap(one -> organisations.map(other -> one.isBefore(other) ? one : other));
    }

    private EndpointBreaker of(PublicationAttempt attempt) {
        return Optional.ofNullable(publications.get(attempt.content().recipientKind()))
                .orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number"));
    }

    private static double number(EndpointBreaker breaker) {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
