package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what is old by the server's time and by our own looks is taken away. */
class AbandonedFilterTest {
    private static final String NAME = "OVO002949.20261124.00001.T.zip";
    private static final Duration DAY = Duration.ofHours(24);
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant OLD = START.minus(Duration.ofDays(3));

    private final Clock clock = mock(Clock.class);
    private Instant now = START;
    private AbandonedFilter<Object> filter;

    @BeforeEach void start() {
        when(clock.instant()).thenAnswer(asked -> now);
        filter = new AbandonedFilter<>(DAY, clock);
    }

    @Test void an_old_time_alone_is_not_enough() {
        assertThat(filter.accept(file(NAME, 10, OLD))).as("a client may set it").isFalse();
        now = now.plus(DAY.minusSeconds(1));
        assertThat(filter.accept(file(NAME, 10, OLD))).isFalse();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(filter.accept(file(NAME, 10, OLD))).isTrue();
    }

    @Test void what_grew_or_was_written_again_waits_anew() {
        filter.accept(file(NAME, 10, OLD));
        now = now.plus(DAY);
        assertThat(filter.accept(file(NAME, 11, OLD))).as("grew").isFalse();
        now = now.plus(DAY);
        assertThat(filter.accept(file(NAME, 11, OLD.plusSeconds(1)))).as("written again").isFalse();
        now = now.plus(DAY);
        assertThat(filter.accept(file(NAME, 11, OLD.plusSeconds(1)))).isTrue();
    }

    @Test void a_server_whose_clock_is_ahead_keeps_its_files_longer() {
        Instant tomorrow = START.plus(DAY);
        filter.accept(file(NAME, 10, tomorrow));
        now = now.plus(DAY.plus(DAY).minusSeconds(1));

        assertThat(filter.accept(file(NAME, 10, tomorrow))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, NAME + ".part", NAME + ".filepart", NAME + ".tmp"})
    void zips_and_parts_of_zips_with_plain_names_are_taken_away(String name) {
        assertThat(acceptedAfterADay(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME + ".go", NAME + ".cancel", NAME + ".go.part", "../" + NAME, "x/../" + NAME, "-" + NAME, "brief 1.zip", "brief.pdf", NAME + "\n", "."})
    void nothing_else_is(String name) {
        assertThat(acceptedAfterADay(name)).isFalse();
    }

    @Test void files_of_one_name_in_two_folders_are_two() {
        GenericFile<Object> other = file(NAME, 10, OLD);
        other.setAbsoluteFilePath("/agencies/b/in/" + NAME);
        filter.accept(file(NAME, 10, OLD));
        now = now.plus(DAY);

        assertThat(filter.accept(other)).isFalse();
    }

    private boolean acceptedAfterADay(String name) {
        filter.accept(file(name, 10, OLD));
        now = now.plus(DAY);
        return filter.accept(file(name, 10, OLD));
    }

    private static GenericFile<Object> file(String name, long sizeBytes, Instant modified) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFileName(name);
        file.setFileNameOnly(name);
        file.setAbsoluteFilePath("/agencies/a/in/" + name);
        file.setFileLength(sizeBytes);
        file.setLastModified(modified.toEpochMilli());
        return file;
    }
}
