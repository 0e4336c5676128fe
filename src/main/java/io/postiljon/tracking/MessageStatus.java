package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The answer to {@code GET /api/v1/messages/{messageId}}. Absent members are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageStatus(
        String self,
        String messageId,
        String messageReference,
        Status status,
        String group,
        @JsonProperty("final") boolean isFinal,
        Instant statusSince,
        String explanation,
        NextStep nextStep,
        String mode,
        String channel,
        ChannelReason channelReason,
        List<ChannelStep> whyChannel,
        String outcomeCode,
        Returned returnReason,
        String eboxMessageId,
        Instant eboxExpiresAt,
        Instant readSeenAt,
        Instant nextAttemptAt,
        Cancellation cancellation,
        Instant acceptedAt,
        String receipt,
        List<DocumentLine> documents,
        List<EvidenceLine> evidence,
        List<HistoryLine> history) {

    /** Why this channel: the rule's code, its sentence, and the data it looked at. */
    record ChannelReason(String rule, String sentence, Map<String, String> data) {}

    /** What comes next: a sentence, when it is expected if that is known, and who does it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NextStep(String what, Instant expectedAt, String actor) {}

    /** One decision of all, oldest first, in the languages of the agencies. {@code channel}: absent when the rule left none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChannelStep(Instant at, String channel, String rule, Map<String, String> sentences, Map<String, String> data) {}

    record DocumentLine(int order, String sha256, long sizeBytes, @JsonInclude(JsonInclude.Include.NON_NULL) Instant destroyedAt) {}

    /** Why a letter came back: the code of the post, and what it means for whom. */
    record Returned(ReturnReason code, String sentence) {}

    /** That the agency asked the printer to give its letter back. {@code outcome}: {@code asked}, {@code cancelled} or {@code tooLate}; that it was printed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cancellation(Instant askedAt, String outcome, Instant decidedAt) {}

    /** A paper of the post; its PDF is at {@code href}. {@code kind}: {@code DEPOSIT}, {@code RECEIPT} or {@code RETURN}. */
    record EvidenceLine(String href, String evidenceId, String kind, String sha256, long sizeBytes, Instant receivedAt) {}

    /** One step: when, what, and the status after it when it changed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HistoryLine(Instant at, String event, String outcome, Status status, Map<String, String> detail) {}
}
