package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses what does not get as far as a feature: odd addresses, wrong methods, strangers. Each is a security event on record, but only
 * the first of a caller and code in a minute, so that a flood of them does not fill the record.
 */
public class DoorRefusals {
    private final Agreements agreements;
    private final Refusals refusals;
    private final HttpAnswers answers;
    private final OncePerMinute recorded;

    DoorRefusals(Agreements agreements, Refusals refusals, HttpAnswers answers, OncePerMinute recorded) {
        this.agreements = agreements;
        this.refusals = refusals;
        this.answers = answers;
        this.recorded = recorded;
    }

    public void refuse(HttpServletRequest request, HttpServletResponse response, Complaint complaint) throws IOException {
        refuse(request, response, Refusal.of(Issue.ofRequest(complaint)));
    }

    public void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        TraceId traceId = TraceId.of(request);
        String caller = Callers.thumbprint(request);
        Refusal told = recorded.isFirst(caller + " " + refusal.fault().slug())
                ? refusals.recordAtTheDoor(Actor.agency(caller), agreements.byTlsCertificate(caller), traceId, refusal)
                : refusal;
        answers.refuse(response, traceId, told);
    }
}
