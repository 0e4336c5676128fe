package io.postiljon.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** A wrong setting stops the start and says why. */
class InspectionSettingsTest {
    private static final DataSize DOCUMENTS = DataSize.ofMegabytes(30);

    @Test void production_needs_a_scanner_and_nothing_else_does() {
        assertThatThrownBy(() -> settings(Map.of()).checked("P", DOCUMENTS)).hasMessageContaining("inspection.scanner.address is required in environment P");
        assertThat(settings(Map.of()).checked("T", DOCUMENTS).scanner().place()).isEmpty();
        assertThat(settings(Map.of("inspection.scanner.address", "clamd:3310")).checked("P", DOCUMENTS).scanner().place()).contains(new ScannerAddress("clamd:3310"));
    }

    @Test void scanner_and_workers_take_what_intake_takes() {
        assertThatThrownBy(() -> settings(Map.of("inspection.scanner.address", "clamd:3310", "inspection.scanner.size-limit", "25MB")).checked("P", DOCUMENTS))
                .hasMessageContaining("inspection.scanner.size-limit");
        assertThatThrownBy(() -> settings(Map.of("inspection.worker-heap", "100MB")).checked("T", DOCUMENTS)).hasMessageContaining("inspection.worker-heap");
    }

    @Test void values_out_of_their_limits_are_named() {
        for (var wrong : Map.of("workers", "3", "time-limit", "0s", "waiting", "0", "objects", "1", "paper.pages", "81", "paper.margin", "31", "pixels", "1").entrySet()) {
            assertThatThrownBy(() -> settings(Map.of("inspection." + wrong.getKey(), wrong.getValue()))).rootCause().hasMessageContaining("inspection." + wrong.getKey() + " must be");
        }
    }

    private static InspectionSettings settings(Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate("inspection", InspectionSettings.class);
    }
}
