package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import java.time.Duration;
import java.util.Set;

/**
 * One print supplier as its settings say, with what they leave to the common ones filled in.
 *
 * @param countries ISO 3166-1 codes, where it delivers
 */
record PrintSupplier(SupplierCode code, PrintSettings.Supplier connection, PrintSettings.Batch batch, PrintSettings.Watch watch,
        Duration answerAlarm, CoverSettings cover, Set<String> countries) {
    PrintSupplier {
        countries = Set.copyOf(countries);
    }
}
