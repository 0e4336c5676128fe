package io.postiljon.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a refusal as {@code application/problem+json} (RFC 9457 with Belgif's members). One text for HTTPS and for drops.
 * At most 50 issues are listed; {@code truncated} says that there were more.
 */
public final class ProblemDocument {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final int ISSUES = 50;

    private final ObjectMapper json = new ObjectMapper();
    private final ProblemTexts texts = new ProblemTexts(Locale.ENGLISH);
    private final URI publicBase;
    private final Clock clock;

    /** @param publicBase where the pages are, such as {@code https://postiljon.example} */
    public ProblemDocument(URI publicBase, Clock clock) {
        this.publicBase = publicBase;
        this.clock = clock;
    }

    /** @param traceId our id of the request, the only clue that the answer gives to the log */
    public byte[] write(Refusal refusal, TraceId traceId) {
        Fault fault = refusal.fault();
        ObjectNode problem = json.createObjectNode()
                .put("type", fault.type())
                .put("href", page(fault))
                .put("title", texts.title(fault))
                .put("status", fault.status())
                .put("detail", texts.sentence(refusal.issues().get(0)))
                .put("instance", "urn:uuid:" + traceId);
        if (fault == Fault.NOT_CANCELLABLE) {
            problem.put("since", refusal.issues().get(0).arguments().get(0));
        }
        if (fault == Fault.FORBIDDEN) {
            problem.putArray("requiredScopes").add(refusal.issues().get(0).arguments().get(0));
        }
        if (fault.status() == 403) {
            problem.put("reason", fault.slug());
        }
        if (refusal.issues().size() > 1 || fault.status() == 400 || fault.status() == 403 || fault.status() == 422) {
            addIssues(problem.putArray("issues"), refusal);
            if (refusal.issues().size() > ISSUES) {
                problem.put("truncated", true);
            }
        }
        refusal.issues().get(0).complaint().code().ifPresent(code -> problem.put("code", code));
        refusal.original().ifPresent(id -> problem.put("messageId", id.toString()).put("messageHref", "/api/v1/messages/" + id));
        refusal.retryAfter().ifPresent(wait -> problem.put("retryAfterSec", seconds(wait))
                .put("retryAfter", clock.instant().plusSeconds(seconds(wait)).toString()));
        if (fault.status() == 413 || fault.status() == 429) {
            number(refusal).ifPresent(limit -> problem.put("limit", limit));
        }
        if (fault == Fault.SIGNATURE_EXPIRED) {
            number(refusal).ifPresent(seconds -> problem.put("allowedAge", seconds));
        }
        return bytes(problem);
    }

    private void addIssues(ArrayNode issues, Refusal refusal) {
        refusal.issues().stream().limit(ISSUES).forEach(issue -> addIssue(issues, issue));
    }

    private ObjectNode addIssue(ArrayNode issues, Issue issue) {
        Complaint complaint = issue.complaint();
        ObjectNode node = issues.addObject()
                .put("type", complaint.issueType())
                .put("href", page(complaint.fault()))
                .put("title", texts.title(complaint.fault()))
                .put("detail", texts.sentence(issue))
                .put("in", issue.in().name().toLowerCase(Locale.ROOT));
        if (!issue.name().isEmpty()) {
            node.put("name", issue.name());
        }
        complaint.code().ifPresent(code -> node.put("code", code));
        if (issue.page() > 0) {
            node.put("page", issue.page());
        }
        return node;
    }

    /** The answer of a check without effect: its issues are those of a problem, each with its stage and status. */
    ObjectNode verdict(Validation validation) {
        ObjectNode verdict = json.createObjectNode().put("valid", validation.isValid()).put("wouldAnswer", validation.wouldAnswer());
        ArrayNode issues = verdict.putArray("issues");
        validation.issues().stream().limit(ISSUES).forEach(found -> addIssue(issues, found.issue())
                .put("stage", found.stage().word()).put("status", found.issue().complaint().fault().status()));
        if (validation.issues().size() > ISSUES) {
            verdict.put("truncated", true);
        }
        ArrayNode notChecked = verdict.putArray("notChecked");
        if (validation.repeats().isEmpty()) {
            validation.notChecked().stream().sorted().forEach(stage -> notChecked.add(stage.word()));
        }
        if (!validation.hintsNow().isEmpty()) {
            ArrayNode hints = verdict.putArray("hints");
            validation.hintsNow().forEach(hint -> addIssue(hints, hint).put("status", hint.complaint().fault().status()));
        }
        validation.repeats().ifPresent(earlier -> verdict.put("repeats", "/api/v1/messages/" + earlier));
        return verdict;
    }

    /** The limit in the sentence of the first issue, when it is a plain number. */
    private static Optional<Long> number(Refusal refusal) {
        return refusal.issues().get(0).arguments().stream().findFirst().filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** As in the header {@code Retry-After}: at least one. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    private String page(Fault fault) {
        return publicBase.resolve("/problems/" + fault.slug()).toString();
    }

    private byte[] bytes(ObjectNode problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", impossible);
        }
    }
}
