package io.postiljon.intake;

import io.postiljon.inspection.Report;
import java.util.Map;

/** A sending whose documents were looked into; what was found is judged next. @param reports by part; none for a document without bytes */
public record InspectedSending(SignedSending signed, Map<String, Report> reports) {
    public InspectedSending {
        reports = Map.copyOf(reports);
    }

    @Override public String toString() {
        return "InspectedSending[" + signed.received() + "]";
    }
}
