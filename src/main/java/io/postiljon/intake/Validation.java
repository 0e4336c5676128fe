package io.postiljon.intake;

import io.postiljon.inspection.Report;
import io.postiljon.sending.SendingId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A sending under a check without effect. Each stage adds its faults, by the same rules as in the real check, and goes on; what it
 * cannot judge, because of a fault that was told before, it names. Nothing of it is ever accepted.
 *
 * @param received   its key stands in for a missing one, and its JSON is empty when the body held none
 * @param upload     as it was read, with the faults of its parts
 * @param message    as far as it can be read: members with a fault are empty
 * @param signed     once the signature holds, whatever its age
 * @param notChecked stages of which something could not be judged
 * @param repeats    the sending that the same key brought before with the same content: the real call answers with its receipt
 * @param hints      what would keep the real call from being accepted now, though nothing is wrong with the sending
 */
public record Validation(ReceivedSending received, Upload upload, Optional<MessageToPublish> message, Optional<SignedSending> signed,
        Map<String, Report> reports, List<StageIssue> found, Set<Stage> notChecked, Optional<SendingId> repeats, List<Issue> hints) {
    private static final int ACCEPTED = 202;

    record StageIssue(Stage stage, Issue issue) {}

    public Validation {
        reports = Map.copyOf(reports);
        found = List.copyOf(found);
        notChecked = Set.copyOf(notChecked);
        hints = List.copyOf(hints);
    }

    /** @param requestFaults of parameters and headers */
    static Validation of(ReceivedSending received, Upload upload, boolean keyIsKnown, List<Issue> requestFaults) {
        Validation begun = new Validation(received, upload, Optional.empty(), Optional.empty(), Map.of(), List.of(), Set.of(), Optional.empty(), List.of())
                .judged(Stage.FORM, requestFaults).judged(Stage.FORM, upload.faults());
        return keyIsKnown ? begun : begun.without(Stage.KEY);
    }

    Validation judged(Stage stage, Collection<Issue> issues) {
        List<StageIssue> more = new ArrayList<>(found);
        issues.forEach(issue -> more.add(new StageIssue(stage, issue)));
        return new Validation(received, upload, message, signed, reports, more, notChecked, repeats, hints);
    }

    /** As {@link #judged}, without what only follows from a member that the form has complained of. */
    Validation judgedWhereReadable(Stage stage, Collection<Issue> issues) {
        return judged(stage, issues.stream().filter(issue -> !isUnreadable(issue.name())).toList());
    }

    Validation without(Stage... stages) {
        Set<Stage> more = notChecked.isEmpty() ? EnumSet.noneOf(Stage.class) : EnumSet.copyOf(notChecked);
        more.addAll(List.of(stages));
        return new Validation(received, upload, message, signed, reports, found, more, repeats, hints);
    }

    Validation reading(Optional<MessageToPublish> read) {
        return new Validation(received, upload, read, signed, reports, found, notChecked, repeats, hints);
    }

    Validation signedAs(Optional<SignedSending> held) {
        return new Validation(received, upload, message, held, reports, found, notChecked, repeats, hints);
    }

    Validation inspected(Map<String, Report> made) {
        return new Validation(received, upload, message, signed, made, found, notChecked, repeats, hints);
    }

    Validation repeating(Optional<SendingId> earlier) {
        return new Validation(received, upload, message, signed, reports, found, notChecked, earlier, hints);
    }

    Validation hinting(Issue hint) {
        List<Issue> more = new ArrayList<>(hints);
        more.add(hint);
        return new Validation(received, upload, message, signed, reports, found, notChecked, repeats, more);
    }

    /** Whether every part could be read: else digests and documents say nothing about the sending that is meant. */
    boolean isWhole() {
        return upload.json().isPresent() && upload.faults().isEmpty();
    }

    boolean hasFaultIn(Stage stage) {
        return found.stream().anyMatch(fault -> fault.stage() == stage);
    }

    /** Whether the form complained of this member, or of the one that holds it. */
    boolean isUnreadable(String name) {
        return !name.isEmpty() && found.stream().filter(fault -> fault.stage() == Stage.FORM).map(fault -> fault.issue().name())
                .anyMatch(told -> told.equals(name) || !told.isEmpty() && name.startsWith(told + "."));
    }

    /** What the sender has to mend, in the order of the real check; nothing for a repeat, which is answered before the rest is looked at. */
    List<StageIssue> issues() {
        return repeats.isPresent() ? List.of() : found.stream().sorted(Comparator.comparing(StageIssue::stage)).toList();
    }

    /** Nothing for a repeat, which takes nothing more. */
    List<Issue> hintsNow() {
        return repeats.isPresent() ? List.of() : hints;
    }

    /** Status that the real call would have now, as far as it could be judged. */
    int wouldAnswer() {
        return Stream.concat(issues().stream().map(StageIssue::issue), hintsNow().stream()).findFirst().map(issue -> issue.complaint().fault().status()).orElse(ACCEPTED);
    }

    boolean isValid() {
        return issues().isEmpty();
    }

    @Override public String toString() {
        return "Validation[" + received + "]";
    }
}
