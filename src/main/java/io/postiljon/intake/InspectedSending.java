package io.postiljon.intake;

import io.postiljon.inspection.Report;
import java.util.Map;
import java.util.Optional;

/** A sending whose documents were looked into; what was found is judged next. */
public record InspectedSending(SignedSending signed, Map<String, Report> reports) {
    public InspectedSending {
        reports = Map.copyOf(reports);
    }

    /** Nothing for a document without bytes, in which there is nothing to look at. */
    Optional<Report> reportOn(ReceivedDocument document) {
        return Optional.ofNullable(reports.get(document.partName()));
    }

    @Override public String toString() {
        return "InspectedSending[" + signed.received() + "]";
    }
}
