package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.store.SupplierReports;
import java.util.Optional;

/** The supplier's own numbers: each file that it signed is noted, also one that is kept aside, so that a gap is a file that never came. */
class AnswerSeries {
    private final SupplierReports reports;
    private final String sender;
    private final String environment;

    AnswerSeries(SupplierReports reports, String sender, String environment) {
        this.reports = reports;
        this.sender = sender;
        this.environment = environment;
    }

    /** In the caller's transaction. @return why the file is none for us; empty when it is */
    Optional<String> note(SupplierCode supplier, AnswerName name) {
        Optional<SupplierReports.Series> series = name.series(supplier);
        if (series.isEmpty()) {
            return Optional.of("not-the-form");
        }
        if (!series.get().sender().equals(sender) || !series.get().environment().equals(environment)) {
            return Optional.of("not-for-us");
        }
        reports.noteNumber(series.get(), name.sequence());
        return Optional.empty();
    }
}
