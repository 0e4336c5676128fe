package io.postiljon.inspection;

import java.util.List;

/**
 * What an inspection found.
 *
 * @param findings without any, the document may pass; at most {@value #MOST}
 * @param pages    0 when they could not be counted
 */
public record Report(List<Finding> findings, int pages) {
    static final int MOST = 100;

    public Report {
        findings = List.copyOf(findings);
    }

    static Report of(FindingCode code) {
        return new Report(List.of(Finding.of(code)), 0);
    }
}
