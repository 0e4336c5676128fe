package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postiljon.sending.SupplierCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard against a hostile listing while Camel is below 4.18.5 (CVE-2026-79983). */
class AnswerFilesTest {
    private static final String RIGHT = "PA.POSTILJON.20261124.000001.T.json.pgp";
    private static final List<String> MARKERS = List.of(RIGHT + ".go", RIGHT + ".part");
    private static final long LIMIT_BYTES = 1000;

    private final List<String> tooLarge = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final AnswerFiles files = new AnswerFiles(kind -> LIMIT_BYTES, (name, size) -> tooLarge.add(name + " " + size), left::add);

    @Test void an_answer_with_a_plain_name_is_read() {
        assertThat(files.accept(file(RIGHT, LIMIT_BYTES))).isTrue();
        assertThat(files.accept(file(RIGHT.replaceFirst("PA", "PP"), 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../" + RIGHT, "../../in/" + RIGHT, "/" + RIGHT, "in/" + RIGHT, "..\\" + RIGHT, "./" + RIGHT, "..", ".", "",
            RIGHT + "/..", RIGHT + "\n", "\u0000" + RIGHT, RIGHT + "\u0000.txt", "PA.POSTILJON.20261124.000001.T.json.pgp.go",
            "PA.POSTILJON.20261124.000001.T.json.pgp.part", "PX.POSTILJON.20261124.000001.T.json.pgp", "PA.postiljon.20261124.000001.T.json.pgp",
            "PA.POSTILJON.2026112.000001.T.json.pgp", "PA.POSTILJON.20261124.000001.X.json.pgp", ".ssh", "authorized_keys"})
    void any_other_name_of_a_listing_is_never_touched_and_told(String name) {
        assertThat(files.accept(file(name, 1))).isFalse();
        assertThat(left).hasSize(MARKERS.contains(name) ? 0 : 1);
    }

    @Test void a_plain_name_that_was_listed_with_a_path_is_never_touched() {
        GenericFile<Object> file = file(RIGHT, 1);
        file.setFileNameOnly("../" + RIGHT);

        assertThat(files.accept(file)).isFalse();
        assertThat(left).containsExactly(RIGHT);
    }

    @Test void what_is_no_answer_is_counted_once_and_made_up_names_fill_nothing() {
        Counter counter = new SimpleMeterRegistry().counter("left");
        StrangeAnswers strange = new StrangeAnswers(new SupplierCode("DRUKKER"), counter);

        for (int look = 0; look < 3; look++) {
            strange.accept("../x");
            strange.accept("y");
        }

        assertThat(counter.count()).isEqualTo(2);
    }

    @Test void a_file_above_the_limit_is_never_read_and_told_by_name_and_size() {
        assertThat(files.accept(file(RIGHT, LIMIT_BYTES + 1))).isFalse();
        assertThat(files.accept(file("../" + RIGHT, LIMIT_BYTES + 1))).isFalse();

        assertThat(tooLarge).containsExactly(RIGHT + " 1001");
    }

    @Test void a_folder_is_never_entered() {
        GenericFile<Object> folder = file(RIGHT, 0);
        folder.setDirectory(true);

        assertThat(files.accept(folder)).isFalse();
    }

    private static GenericFile<Object> file(String name, long sizeBytes) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFileName(name);
        file.setFileNameOnly(name);
        file.setFileLength(sizeBytes);
        return file;
    }
}
