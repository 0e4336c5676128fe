package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postiljon.print.CoverSettings.Area;
import io.postiljon.print.CoverSettings.Side;
import org.junit.jupiter.api.Test;

class CoverSettingsTest {
    private static final Area WINDOW = new Area(22, 60, 85.5, 25.5);
    private static final Area CLEAR = new Area(20, 40, 92, 46);

    @Test void nothing_set_means_the_window_of_a_belgian_a4_envelope() {
        assertThat(CoverSettings.DEFAULT.window()).isEqualTo(WINDOW);
        assertThat(CoverSettings.DEFAULT.clearBox()).isEqualTo(CLEAR);
        assertThat(CoverSettings.DEFAULT.qrBox()).isEqualTo(new Area(170, 257, 25, 25));
    }

    @Test void a_window_outside_its_clear_box_or_too_low_for_its_lines_stops_the_start() {
        refused(new Area(19, 60, 85.5, 25.5), CLEAR, 6, 18);
        refused(new Area(22, 60, 85.5, 20), CLEAR, 6, 18);
        refused(WINDOW, CLEAR, 5, 18);
    }

    @Test void a_clear_box_in_the_control_zone_or_off_the_page_stops_the_start() {
        refused(WINDOW, CLEAR, 6, 21);
        refused(new Area(130, 60, 85.5, 25.5), new Area(128, 40, 92, 46), 6, 18);
        refused(new Area(22, 160, 85.5, 25.5), new Area(20, 140, 92, 46), 6, 18);
    }

    @Test void a_return_address_without_room_stops_the_start() {
        refused(WINDOW, new Area(20, 59, 92, 27), 6, 18);
    }

    private static void refused(Area window, Area clear, int lines, double controlZone) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CoverSettings(Side.LEFT, window, clear, 10, lines, 4.2, 7, controlZone, null))
                .withMessageContaining("print.cover.");
    }
}
